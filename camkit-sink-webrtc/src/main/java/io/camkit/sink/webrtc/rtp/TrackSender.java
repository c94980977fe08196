package io.camkit.sink.webrtc.rtp;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.media.rtp.SenderReports;
import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What one viewer is sent of one {@link Broadcast}: a place among its packets, and numbers and a key of his own. A viewer who cannot
 * keep up goes on at the newest key frame.
 *
 * <p><b>Threading.</b> The broadcast's event loop.
 */
public final class TrackSender {
    private static final int HEADER_BYTES = 12;
    private static final int VERSION = 0x80;
    private static final int MARKER = 0x80;
    private static final int ORIGINAL_SEQUENCE_BYTES = 2;
    /** So far behind, and a newer key frame there: what lies between is left out. */
    private static final long MAX_BEHIND = 8;
    /** What a camera gets before its last key frame is sent once more to who needs one. */
    private static final long KEY_FRAME_PATIENCE_NANOS = Duration.ofMillis(600).toNanos();

    private static final long FIRST_REPLAY_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_REPLAY_PAUSE_NANOS =
            Duration.ofSeconds(30).toNanos();

    private static final long NEVER = -1;

    /** What is left out, sent again and the like. */
    public interface Listener {
        /** Frames that this viewer was not sent because he was too slow. */
        void skipped(long frames);

        /** Nothing follows. */
        void ended(CamkitException why);
    }

    private final Broadcast broadcast;
    private final StreamIds ids;
    private final SrtpEncryptor encryptor;
    private final PacketOutput output;
    private final Listener listener;
    private final byte[] packet;
    private final Pacer pacer;
    private final Pacer repairs;
    private final Runs runs;
    private long repairIndex;
    private @Nullable RtpFrame current;
    private long nextFrame = PacketRing.NONE;
    private int nextPayload;
    private int packets;
    private int payloadBytes;
    private long frames;
    private long keyFrameDueNanos = NEVER;
    private long replayedNanos;
    private long replayPauseNanos = FIRST_REPLAY_PAUSE_NANOS;

    /**
     * A viewer who is sent nothing before {@link #start}.
     *
     * @param packet memory in which packets are made, 1500 bytes, shared by everybody on this event loop
     */
    public TrackSender(
            Broadcast broadcast,
            StreamIds ids,
            SrtpEncryptor encryptor,
            PacketOutput output,
            Listener listener,
            RandomGenerator random,
            byte[] packet) {
        this.broadcast = broadcast;
        this.ids = ids;
        this.encryptor = encryptor;
        this.output = output;
        this.listener = listener;
        this.packet = packet;
        long now = broadcast.clock().nanos();
        this.replayedNanos = now - FIRST_REPLAY_PAUSE_NANOS;
        this.pacer = new Pacer(now);
        this.repairs = new Pacer(now);
        // in the lower half, so that no receiver takes the first wrap for packets from before the beginning (RFC 3711,
        // section 3.3.1)
        this.runs = new Runs(random.nextInt(1 << 15), random.nextInt() & 0xffff_ffffL);
        this.repairIndex = random.nextInt(1 << 15);
    }

    /** The synchronization source of its packets. */
    public int source() {
        return ids.source();
    }

    /** Frames sent so far. */
    public long frames() {
        return frames;
    }

    /**
     * Begins with the newest key frame, or with the next one.
     *
     * @throws CamkitException why there is nothing to see
     */
    public void start() {
        broadcast.join(this);
        catchUp();
        if (nextFrame == PacketRing.NONE) {
            keyFrameDueNanos = broadcast.clock().nanos() + KEY_FRAME_PATIENCE_NANOS;
        }
    }

    private void catchUp() {
        pump();
        if (isBehind()) {
            broadcast.pumpLater();
        }
    }

    /** Nothing is sent any more. Calling it twice does nothing. */
    public void close() {
        broadcast.leave(this);
    }

    void ended(CamkitException why) {
        listener.ended(why);
    }

    /**
     * Sends what may be sent right now. A viewer who cannot be sent to is nobody else's trouble: he ends.
     *
     * @return whether something waits that was not sent yet
     */
    boolean pumpOrEnd() {
        try {
            pump();
            return isBehind();
        } catch (RuntimeException e) {
            close();
            ended(broken(e));
            return false;
        }
    }

    static CamkitException broken(RuntimeException why) {
        return new CamkitException(
                "CK-7209",
                "packets could not be made or sent: " + why,
                "",
                "report this with the log",
                CamkitException.Retry.RETRY,
                why);
    }

    /** Sends what may be sent right now. */
    void pump() {
        boolean sent = false;
        while (output.writable() && prepareNext()) {
            RtpFrame frame = current;
            if (frame == null
                    || !pacer.take(
                            frame.payloads().size(nextPayload),
                            broadcast.clock().nanos())) {
                break;
            }
            sendNext(frame);
            sent = true;
        }
        if (sent) {
            output.flush();
        }
    }

    /** Whether something waits that was not sent yet. */
    boolean isBehind() {
        return nextFrame != PacketRing.NONE && nextFrame < broadcast.ring().head();
    }

    /** Finds the frame to send from; false when there is none. */
    private boolean prepareNext() {
        PacketRing ring = broadcast.ring();
        if (nextFrame == PacketRing.NONE) {
            return begin(broadcast.kind() == Codec.Kind.VIDEO ? ring.newestKey() : ring.head() - 1);
        }
        if (nextFrame == ring.head()) {
            return false;
        }
        current = ring.frame(nextFrame);
        boolean late = nextPayload == 0 && ring.head() - nextFrame > MAX_BEHIND && ring.newestKey() > nextFrame;
        return (current != null && !late) || jump();
    }

    private boolean begin(long number) {
        RtpFrame first = broadcast.ring().frame(number);
        RtpFrame newest = broadcast.ring().frame(broadcast.ring().head() - 1);
        if (first == null || newest == null) {
            return false;
        }
        runs.begin(first, newest);
        current = first;
        nextFrame = number;
        nextPayload = 0;
        keyFrameDueNanos = NEVER;
        return true;
    }

    /** Goes on at the newest key frame. */
    private boolean jump() {
        long before = nextFrame;
        long key = broadcast.ring().newestKey();
        if (key > before) {
            listener.skipped(key - before);
            return begin(key);
        }
        // what was kept is gone, and nothing is there to begin with
        listener.skipped(broadcast.ring().head() - before);
        nextFrame = PacketRing.NONE;
        keyFrameNeeded();
        return false;
    }

    private void sendNext(RtpFrame frame) {
        Run run = runs.current();
        if (run == null) {
            return;
        }
        long index = run.index(frame.firstPlace() + nextPayload);
        long time = run.time(frame);
        int end = HEADER_BYTES + frame.payloads().size(nextPayload);
        header(ids.payloadType(), isMarked(frame, nextPayload), (int) index, (int) time, ids.source());
        frame.payloads().copy(nextPayload, frame.frame(), packet, HEADER_BYTES);
        output.send(packet, encryptor.protect(packet, HEADER_BYTES, end, index));
        packets++;
        payloadBytes += end - HEADER_BYTES;
        runs.sent(index, time);
        nextPayload++;
        if (nextPayload == frame.packets()) {
            nextPayload = 0;
            nextFrame++;
            frames++;
            if (frame.frame().keyFrame()) {
                keyFrameDueNanos = NEVER;
            }
        }
    }

    /** The last packet of a picture (RFC 6184, section 5.1). */
    private boolean isMarked(RtpFrame frame, int payload) {
        return broadcast.kind() == Codec.Kind.VIDEO && payload == frame.packets() - 1;
    }

    private void header(int type, boolean marked, int sequence, int time, int source) {
        packet[0] = (byte) VERSION;
        packet[1] = (byte) (type | (marked ? MARKER : 0));
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        putInt(4, time);
        putInt(8, source);
    }

    private void putInt(int at, int value) {
        packet[at] = (byte) (value >> 24);
        packet[at + 1] = (byte) (value >> 16);
        packet[at + 2] = (byte) (value >> 8);
        packet[at + 3] = (byte) value;
    }

    /**
     * Sends a packet again that did not arrive (RFC 4588, or as it was).
     *
     * @param sequence 16 bits
     * @return false if it is no longer kept, or too much is sent already
     */
    public boolean resend(int sequence) {
        long index = runs.index(sequence);
        Run run = runs.of(index);
        RtpFrame frame = run == null ? null : broadcast.ring().holding(run.place(index));
        if (run == null || frame == null) {
            return false;
        }
        int payload = (int) (run.place(index) - frame.firstPlace());
        int size = frame.payloads().size(payload);
        if (!output.writable() || !repairs.take(size, broadcast.clock().nanos())) {
            return false;
        }
        boolean marked = isMarked(frame, payload);
        int time = (int) run.time(frame);
        if (ids.repairs()) {
            header(ids.repairType(), marked, (int) repairIndex, time, ids.repairSource());
            packet[HEADER_BYTES] = (byte) (sequence >> 8);
            packet[HEADER_BYTES + 1] = (byte) sequence;
            int from = HEADER_BYTES + ORIGINAL_SEQUENCE_BYTES;
            frame.payloads().copy(payload, frame.frame(), packet, from);
            output.send(packet, encryptor.protect(packet, HEADER_BYTES, from + size, repairIndex++));
        } else {
            header(ids.payloadType(), marked, sequence, time, ids.source());
            frame.payloads().copy(payload, frame.frame(), packet, HEADER_BYTES);
            output.send(packet, encryptor.protect(packet, HEADER_BYTES, HEADER_BYTES + size, index));
        }
        return true;
    }

    /** The viewer cannot go on without a key frame. Asking often does no harm. */
    public void keyFrameNeeded() {
        if (keyFrameDueNanos == NEVER) {
            keyFrameDueNanos = broadcast.clock().nanos() + KEY_FRAME_PATIENCE_NANOS;
            broadcast.requestKeyFrame();
        }
    }

    /** To be called some times a second: a camera that makes no key frame when asked has its last group of pictures sent once more. */
    public void tick() {
        long now = broadcast.clock().nanos();
        if (keyFrameDueNanos == NEVER || now - keyFrameDueNanos < 0) {
            return;
        }
        keyFrameDueNanos = NEVER;
        if (nextFrame == PacketRing.NONE) {
            keyFrameNeeded(); // nothing could be begun with so far
        } else if (now - replayedNanos >= replayPauseNanos
                && begin(broadcast.ring().newestKey())) {
            // whoever asks again and again has a line that cannot carry it: more of it makes that worse
            replayPauseNanos = Math.min(2 * replayPauseNanos, LONGEST_REPLAY_PAUSE_NANOS);
            replayedNanos = now;
            catchUp();
        }
    }

    /** Writes what a sender says of itself at the target's position; nothing before the first packet. */
    public void report(SenderReports reports, ByteBuffer target) {
        Run run = runs.current();
        RtpFrame newest = broadcast.ring().frame(broadcast.ring().head() - 1);
        if (run == null || newest == null || packets == 0) {
            return;
        }
        Clock clock = broadcast.clock();
        long now = clock.nanos();
        long time = run.time(newest)
                + broadcast.timeline().ticks(now - newest.frame().captureNanos());
        reports.write(target, ids.source(), SenderReports.ntpTime(clock.now()), (int) time, packets, payloadBytes);
    }
}
