package io.camkit.media.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes what one receiver says to a sender: how its packets arrive, and that it needs a key frame.
 *
 * <p>Each packet is a compound one, with a receiver report and a canonical name in front (RFC 3550, section 6.1).
 *
 * <p><b>Threading.</b> One thread.
 */
public final class RtcpWriter {
    private static final int MAX_REPORTS = 31;
    private static final int MAX_NAME_BYTES = 255;
    private static final int FIXED_BYTES = 64;

    private final int self;
    private final byte[] name;
    private int commands;

    /**
     * @param self the receiver's own synchronization source, chosen at random
     * @param canonicalName what stays the same when {@code self} changes; at most 255 bytes of UTF-8
     */
    public RtcpWriter(int self, String canonicalName) {
        this.self = self;
        this.name = canonicalName.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("the canonical name has " + name.length + " bytes, more than 255");
        }
    }

    /** A receiver report (RFC 3550, section 6.4.2) about up to 31 senders. */
    public ByteBuffer report(List<ReceptionReport> about) {
        return compound(about).flip();
    }

    /**
     * A report and a picture loss indication (RFC 4585, section 6.3.1).
     *
     * @param media the sender's synchronization source
     */
    public ByteBuffer pictureLoss(List<ReceptionReport> about, int media) {
        return feedback(compound(about), RtcpFormat.PICTURE_LOSS, 3, media).flip();
    }

    /**
     * A report and a full intra request (RFC 5104, section 4.3.1), a new one with each call.
     *
     * @param media the sender's synchronization source
     */
    public ByteBuffer fullIntra(List<ReceptionReport> about, int media) {
        ByteBuffer packet = feedback(compound(about), RtcpFormat.FULL_INTRA, 5, 0);
        return packet.putInt(media).putInt(commands++ << 24).flip();
    }

    private ByteBuffer compound(List<ReceptionReport> about) {
        if (about.size() > MAX_REPORTS) {
            throw new IllegalArgumentException(about.size() + " reports: at most " + MAX_REPORTS);
        }
        ByteBuffer packet =
                ByteBuffer.allocate(FIXED_BYTES + about.size() * RtcpFormat.REPORT_BLOCK_BYTES + name.length);
        header(
                packet,
                about.size(),
                RtcpFormat.RECEIVER_REPORT,
                2 + about.size() * RtcpFormat.REPORT_BLOCK_BYTES / Integer.BYTES);
        packet.putInt(self);
        about.forEach(report -> report.write(packet));
        int item = 2 + name.length;
        int words = item / Integer.BYTES + 1; // the item ends with one zero byte at least
        header(packet, 1, RtcpFormat.SOURCE_DESCRIPTION, 2 + words);
        packet.putInt(self)
                .put((byte) RtcpFormat.CANONICAL_NAME)
                .put((byte) name.length)
                .put(name);
        return packet.position(packet.position() + words * Integer.BYTES - item);
    }

    private ByteBuffer feedback(ByteBuffer packet, int format, int words, int media) {
        header(packet, format, RtcpFormat.PAYLOAD_FEEDBACK, words);
        return packet.putInt(self).putInt(media);
    }

    private static void header(ByteBuffer packet, int count, int type, int words) {
        packet.put((byte) ((RtcpFormat.VERSION << 6) | count)).put((byte) type).putShort((short) (words - 1));
    }
}
