package io.camkit.sink.webrtc.rtp;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.media.rtp.RtpPacketizer;
import io.camkit.media.rtp.RtpPayloads;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A feed for all viewers who want the same of it: read once, cut into packets once. It reads only while somebody watches.
 *
 * <p><b>Threading.</b> One event loop, but for the constructor.
 */
public final class Broadcast {
    /** With its header, authentication tag and IP's own headers it passes any usual network, tunnels included, in one piece. */
    private static final int MAX_PAYLOAD_BYTES = 1180;

    private static final Duration PACE = Duration.ofMillis(5);

    private final Feed feed;
    private final Executor loop;
    private final Clock clock;
    private final Codec.Kind kind;
    private final RtpTimeline timeline;
    private final PacketRing ring = new PacketRing();
    private final List<TrackSender> senders = new ArrayList<>();
    private @Nullable Subscription subscription;
    private @Nullable RtpPacketizer packetizer;
    private boolean pumpDue;
    private boolean ended;

    /**
     * @param loop the event loop
     * @param clockRate ticks a second of the time stamps that are sent
     */
    public Broadcast(Feed feed, Executor loop, Clock clock, Codec.Kind kind, int clockRate) {
        this.feed = feed;
        this.loop = loop;
        this.clock = clock;
        this.kind = kind;
        this.timeline = new RtpTimeline(clockRate);
    }

    Clock clock() {
        return clock;
    }

    /** Pictures or sound. */
    public Codec.Kind kind() {
        return kind;
    }

    PacketRing ring() {
        return ring;
    }

    RtpTimeline timeline() {
        return timeline;
    }

    void requestKeyFrame() {
        feed.requestKeyFrame();
    }

    /** Whether nothing follows any more. A broadcast that has ended is not begun again: its feed is over. */
    public boolean isEnded() {
        return ended;
    }

    /**
     * The first one starts the feed.
     *
     * @throws CamkitException why there is nothing to see
     */
    void join(TrackSender sender) {
        if (ended) {
            throw new CamkitException(
                    "CK-7208", "what was watched has ended", "", "begin again", CamkitException.Retry.RETRY);
        }
        if (subscription == null) {
            From from = kind == Codec.Kind.VIDEO ? From.KEY_FRAME : From.LIVE;
            subscription = feed.subscribe(from, loop, new Reader());
        }
        senders.add(sender);
        count();
    }

    /** Whoever hears a camera sees it as well, and counts once. */
    private void count() {
        Subscription held = subscription;
        if (held != null) {
            held.readsFor(kind == Codec.Kind.VIDEO ? senders.size() : 0);
        }
    }

    /** The last one ends the feed. */
    void leave(TrackSender sender) {
        if (senders.remove(sender) && senders.isEmpty()) {
            end();
        }
        count();
    }

    private void end() {
        Subscription held = subscription;
        subscription = null;
        packetizer = null;
        ring.clear();
        if (held != null) {
            held.close();
        }
    }

    private void append(Frame frame, RtpPacketizer cutter) {
        RtpPayloads payloads = cutter.cut(frame);
        if (payloads.count() == 0) {
            return;
        }
        ring.append(frame, payloads, timeline.ticks(frame));
        pump();
    }

    private void pump() {
        boolean behind = false;
        // backwards, since one that fails leaves
        for (int i = senders.size() - 1; i >= 0; i--) {
            behind |= senders.get(i).pumpOrEnd();
        }
        if (behind) {
            pumpLater();
        }
    }

    /** Somebody has to wait before he is sent more. */
    void pumpLater() {
        if (!pumpDue) {
            pumpDue = true;
            clock.schedule(PACE, () -> loop.execute(this::pumpDue));
        }
    }

    private void pumpDue() {
        pumpDue = false;
        pump();
    }

    private final class Reader implements FrameReader {
        /** A reader that throws is offered nothing more and told nothing: then it has to tell its viewers itself. */
        @Override
        public void onTrack(Track track) {
            try {
                packetizer = RtpPacketizer.of(track, MAX_PAYLOAD_BYTES);
            } catch (RuntimeException e) {
                onEnd(TrackSender.broken(e));
                throw e;
            }
        }

        @Override
        public Answer onFrame(Frame frame) {
            RtpPacketizer cutter = packetizer;
            try {
                if (cutter != null) {
                    append(frame, cutter);
                }
            } catch (RuntimeException e) {
                onEnd(TrackSender.broken(e));
                throw e;
            }
            return Answer.TAKEN;
        }

        @Override
        public void onEnd(CamkitException why) {
            List<TrackSender> left = List.copyOf(senders);
            ended = true;
            senders.clear();
            end();
            left.forEach(sender -> sender.ended(why));
        }
    }
}
