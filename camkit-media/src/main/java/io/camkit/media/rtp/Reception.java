package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/**
 * Counts how the packets of one sender arrive (RFC 3550, appendix A).
 *
 * <p>When another sender takes over, counting starts anew.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class Reception {
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int SEQUENCES = 1 << 16;
    private static final int MAX_LOST = 0x7f_ffff;
    private static final int MIN_LOST = -0x80_0000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int clockRate;
    private final RtpHeader header = new RtpHeader();
    private boolean started;
    private int source;
    private int highest;
    private long cycles;
    private int base;
    private int expectedToRestart;
    private long received;
    private long receivedBefore;
    private long expectedBefore;
    private long transit;
    private long jitter; // times 16
    private int lastReport;
    private long lastReportNanos;

    /** @param clockRate ticks a second of the packets' time stamps */
    public Reception(int clockRate) {
        this.clockRate = clockRate;
    }

    /**
     * Takes note of a packet, as it arrives from the network; what is no RTP is left out.
     *
     * @param packet from position to limit, neither of which moves
     * @param arrivalNanos when it arrived, on the kit's clock
     */
    public void packet(ByteBuffer packet, long arrivalNanos) {
        if (!header.read(packet)) {
            return;
        }
        if (!started || header.source() != source) {
            lastReport = 0;
            start();
        } else if (!follows(header.sequence())) {
            return;
        }
        long now = transit(arrivalNanos);
        long step = received == 0 ? 0 : Math.abs((int) (now - transit)); // both wrap as time stamps do
        received++;
        transit = now;
        jitter += step - ((jitter + 8) >> 4);
    }

    private void start() {
        started = true;
        source = header.source();
        base = header.sequence();
        highest = base;
        cycles = 0;
        expectedToRestart = -1;
        received = 0;
        receivedBefore = 0;
        expectedBefore = 0;
        jitter = 0;
    }

    /** Appendix A.1. A jump is believed when a second packet confirms it. */
    private boolean follows(int sequence) {
        int step = (sequence - highest) & 0xffff;
        if (step < MAX_DROPOUT) {
            cycles += sequence < highest ? SEQUENCES : 0;
            highest = sequence;
        } else if (step <= SEQUENCES - MAX_MISORDER) {
            if (sequence != expectedToRestart) {
                expectedToRestart = (sequence + 1) & 0xffff;
                return false;
            }
            start();
        }
        return true;
    }

    private long transit(long arrivalNanos) {
        long ticks = arrivalNanos / NANOS_PER_SECOND * clockRate
                + arrivalNanos % NANOS_PER_SECOND * clockRate / NANOS_PER_SECOND;
        return ticks - header.timestamp();
    }

    /** Takes note of a sender report and when it arrived; one of another sender is left out. */
    public void report(Rtcp.SenderReport report, long arrivalNanos) {
        if (started && report.source() == source) {
            lastReport = report.shortTime();
            lastReportNanos = arrivalNanos;
        }
    }

    /** Whether any packet came. */
    public boolean started() {
        return started;
    }

    /**
     * What to tell the sender now; the next report begins where this one ends.
     *
     * @throws IllegalStateException unless {@link #started}
     */
    public ReceptionReport report(long nowNanos) {
        if (!started) {
            throw new IllegalStateException("no packet came yet");
        }
        long expected = cycles + highest - base + 1;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow == 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
        int lost = (int) Math.max(MIN_LOST, Math.min(MAX_LOST, expected - received));
        int since = lastReport == 0 ? 0 : (int) ((nowNanos - lastReportNanos) * 65_536.0 / NANOS_PER_SECOND);
        return new ReceptionReport(
                source, fraction, lost, (int) (cycles + highest), (int) (jitter >> 4), lastReport, since);
    }
}
