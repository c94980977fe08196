package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;

/** One of an {@link Audience}: a reader that takes a frame only when nothing waits in its connection. Lives on the connection's loop. */
final class Viewer implements FrameReader {
    private final Audience audience;
    private final Outbound connection;
    private final Audience.Show show;
    private final long joinedNanos;
    private boolean refused;
    private long refusedDts;

    Viewer(Audience audience, Outbound connection, Audience.Show show, long joinedNanos) {
        this.audience = audience;
        this.connection = connection;
        this.show = show;
        this.joinedNanos = joinedNanos;
    }

    void follow(Feed feed, From from) {
        connection.flush();
        Subscription subscription;
        try {
            subscription = feed.subscribe(from, connection.loop(), this);
        } catch (RuntimeException e) {
            audience.left();
            connection.close();
            throw e;
        }
        connection.onWritable(subscription::resume);
        connection.onClose(() -> {
            subscription.close();
            audience.left();
        });
    }

    @Override
    public void onTrack(Track track) {
        try {
            show.track(track);
        } catch (RuntimeException | Error e) {
            connection.close(); // a reader that fails is offered nothing more
            throw e;
        }
        // what a show writes ahead of the first frame must be on its way, or the connection never counts as writable
        connection.flush();
    }

    @Override
    public Answer onFrame(Frame frame) {
        if (!connection.writable()) {
            refused = true;
            refusedDts = frame.dts();
            return Answer.LATER;
        }
        try {
            if (refused && frame.dts() != refusedDts) {
                show.gap();
            }
            refused = false;
            show.frame(frame);
        } catch (RuntimeException | Error e) {
            connection.close(); // a reader that fails is offered nothing more
            throw e;
        }
        connection.flush();
        audience.sent(frame, joinedNanos);
        return Answer.TAKEN;
    }

    @Override
    public void onEnd(CamkitException why) {
        try {
            show.ended(why);
        } finally {
            connection.close();
        }
    }
}
