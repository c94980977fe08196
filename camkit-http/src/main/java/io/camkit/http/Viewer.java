package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.util.EnumMap;
import java.util.Map;

/** One of an {@link Audience}: a reader that takes a frame only when nothing waits in its connection. Lives on the connection's loop. */
final class Viewer implements FrameReader {
    private final Audience audience;
    private final Outbound connection;
    private final Audience.Show show;
    private final Map<SkipReason, Long> counted = new EnumMap<>(SkipReason.class);
    private @Nullable Subscription subscription;
    private boolean refused;
    private long refusedDts;

    Viewer(Audience audience, Outbound connection, Audience.Show show) {
        this.audience = audience;
        this.connection = connection;
        this.show = show;
    }

    void follow(Feed feed, From from) {
        subscription = feed.subscribe(from, connection.loop(), this);
        connection.onWritable(this::writable);
        connection.onClose(this::left);
    }

    @Override
    public void onTrack(Track track) {
        show.track(track);
    }

    @Override
    public Answer onFrame(Frame frame) {
        if (!connection.writable()) {
            refused = true;
            refusedDts = frame.dts();
            return Answer.LATER;
        }
        if (refused) {
            refused = false;
            if (frame.dts() != refusedDts) {
                countSkipped();
                show.gap();
            }
        }
        show.frame(frame);
        connection.flush();
        audience.sent();
        return Answer.TAKEN;
    }

    @Override
    public void onEnd(CamkitException why) {
        connection.close();
    }

    private void writable() {
        Subscription current = subscription;
        if (refused && current != null) {
            current.resume();
        }
    }

    private void left() {
        Subscription current = subscription;
        if (current != null) {
            current.close();
        }
        countSkipped();
        audience.left();
    }

    private void countSkipped() {
        Subscription current = subscription;
        if (current == null) {
            return;
        }
        current.skipped().forEach((reason, frames) -> {
            long before = counted.getOrDefault(reason, 0L);
            if (frames > before) {
                audience.skipped(reason, frames - before);
                counted.put(reason, frames);
            }
        });
    }
}
