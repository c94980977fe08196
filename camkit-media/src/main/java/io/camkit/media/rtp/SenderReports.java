package io.camkit.media.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes what the sender of a stream says about it: a sender report and its canonical name (RFC 3550, sections 6.4.1 and 6.5).
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class SenderReports {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final int MAX_NAME_BYTES = 255;
    private static final int DESCRIPTION_HEADER_BYTES = 10;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final byte[] name;

    /** @param canonicalName the same for all streams that are played together; at most 255 bytes of UTF-8 */
    public SenderReports(String canonicalName) {
        this.name = canonicalName.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("the canonical name has " + name.length + " bytes, more than 255");
        }
    }

    /** A moment as RTCP writes it: seconds since 1900 in the upper 32 bits, their fraction in the lower. */
    public static long ntpTime(Instant moment) {
        long seconds = moment.getEpochSecond() + SECONDS_FROM_1900_TO_1970;
        return (seconds << Integer.SIZE) | (((long) moment.getNano() << Integer.SIZE) / NANOS_PER_SECOND);
    }

    /** The middle 32 bits of such a moment, which receivers send back. */
    public static int shortTime(long ntpTime) {
        return (int) (ntpTime >>> 16);
    }

    /** Bytes of a {@link #write report}. */
    public int size() {
        return RtcpFormat.SENDER_REPORT_BYTES + descriptionWords() * Integer.BYTES;
    }

    private int descriptionWords() {
        return (DESCRIPTION_HEADER_BYTES + name.length) / Integer.BYTES + 1; // ends with one zero byte at least
    }

    /**
     * Writes a compound packet at the target's position, which moves behind it.
     *
     * @param source the stream's synchronization source
     * @param ntpTime a moment, see {@link #ntpTime}
     * @param rtpTime the same moment as the stream's time stamps count
     * @param packets how many were sent, modulo 2<sup>32</sup>
     * @param payloadBytes how many they carried, modulo 2<sup>32</sup>
     */
    public void write(ByteBuffer target, int source, long ntpTime, int rtpTime, int packets, int payloadBytes) {
        header(target, 0, RtcpFormat.SENDER_REPORT, RtcpFormat.SENDER_REPORT_BYTES / Integer.BYTES);
        target.putInt(source).putLong(ntpTime).putInt(rtpTime).putInt(packets).putInt(payloadBytes);
        int words = descriptionWords();
        header(target, 1, RtcpFormat.SOURCE_DESCRIPTION, words);
        target.putInt(source)
                .put((byte) RtcpFormat.CANONICAL_NAME)
                .put((byte) name.length)
                .put(name);
        for (int i = DESCRIPTION_HEADER_BYTES + name.length; i < words * Integer.BYTES; i++) {
            target.put((byte) 0);
        }
    }

    private static void header(ByteBuffer target, int count, int type, int words) {
        target.put((byte) ((RtcpFormat.VERSION << 6) | count)).put((byte) type).putShort((short) (words - 1));
    }
}
