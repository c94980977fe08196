package io.camkit.media.h264;

import java.nio.ByteBuffer;

/** Writes what {@link BitReader} reads, for parameter sets that no encoder would make. */
final class BitWriter {
    private final StringBuilder bits = new StringBuilder();

    BitWriter bits(int count, int value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append((value >> i) & 1);
        }
        return this;
    }

    BitWriter unsigned(int... values) {
        for (int value : values) {
            String binary = Integer.toBinaryString(value + 1);
            bits.append("0".repeat(binary.length() - 1)).append(binary);
        }
        return this;
    }

    /** A NAL unit with this first byte, the stop bit added, emulation prevention applied. */
    ByteBuffer nal(int first) {
        String padded = bits + "1" + "0".repeat((8 - (bits.length() + 1) % 8) % 8);
        ByteBuffer nal = ByteBuffer.allocate(1 + padded.length() / 8 * 2).put((byte) first);
        int zeros = 0;
        for (int i = 0; i < padded.length(); i += 8) {
            int value = Integer.parseInt(padded.substring(i, i + 8), 2);
            if (zeros == 2 && value <= 3) {
                nal.put((byte) 3);
                zeros = 0;
            }
            nal.put((byte) value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return nal.flip();
    }
}
