package io.camkit.codec.javacv;

import io.camkit.media.bits.BitReader;
import io.camkit.media.bits.MalformedException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands before each AAC frame in transport streams (ISO/IEC 13818-7, section 6.2).
 *
 * @param bytes how long it is itself
 * @param frameBytes it and the frame behind it
 * @param configuration the AudioSpecificConfig that says the same
 */
record AdtsHeader(int bytes, int frameBytes, ByteBuffer configuration) {
    private static final int SYNC_WORD = 0xfff;
    private static final int SHORT = 7;
    private static final int WITH_CHECKSUM = 9;
    private static final int EXPLICIT_RATE = 15;

    /** The header at {@code packet}'s position, which does not move; empty if there is none or it cannot be used. */
    static Optional<AdtsHeader> at(ByteBuffer packet) {
        if (packet.remaining() < SHORT) {
            return Optional.empty();
        }
        try {
            return read(BitReader.of(packet.slice(packet.position(), SHORT)), packet.remaining());
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Optional<AdtsHeader> read(BitReader bits, int available) throws MalformedException {
        boolean synced = bits.bits(12) == SYNC_WORD;
        bits.bits(1); // MPEG-4 or MPEG-2
        boolean layerZero = bits.bits(2) == 0;
        int bytes = bits.flag() ? SHORT : WITH_CHECKSUM;
        int objectType = (int) bits.bits(2) + 1;
        int rate = (int) bits.bits(4);
        bits.bits(1); // private
        int channels = (int) bits.bits(3);
        bits.bits(4); // original, home and two of copyright
        int frameBytes = (int) bits.bits(13);
        bits.bits(11); // how full the buffer is
        boolean oneFrame = bits.bits(2) == 0;
        if (!synced
                || !layerZero
                || !oneFrame
                || rate == EXPLICIT_RATE
                || frameBytes <= bytes
                || frameBytes > available) {
            return Optional.empty();
        }
        short configuration = (short) ((objectType << 11) | (rate << 7) | (channels << 3));
        return Optional.of(new AdtsHeader(
                bytes,
                frameBytes,
                ByteBuffer.allocate(Short.BYTES).putShort(configuration).flip()));
    }
}
