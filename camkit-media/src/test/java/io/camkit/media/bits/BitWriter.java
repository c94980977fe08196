package io.camkit.media.bits;

import java.nio.ByteBuffer;

/** Writes what {@link BitReader} reads, for parameter sets that no encoder would make. */
public final class BitWriter {
    private final StringBuilder bits = new StringBuilder();

    /** The lowest {@code count} bits of {@code value}. */
    public BitWriter bits(int count, long value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append((value >> i) & 1);
        }
        return this;
    }

    /** Exp-Golomb numbers. */
    public BitWriter unsigned(int... values) {
        for (int value : values) {
            String binary = Integer.toBinaryString(value + 1);
            bits.append("0".repeat(binary.length() - 1)).append(binary);
        }
        return this;
    }

    /** A NAL unit with these bytes in front, the stop bit added, emulation prevention applied. */
    public ByteBuffer nal(int... header) {
        ByteBuffer payload = bytes("1");
        ByteBuffer nal = ByteBuffer.allocate(header.length + payload.remaining() * 2);
        for (int value : header) {
            nal.put((byte) value);
        }
        int zeros = 0;
        while (payload.hasRemaining()) {
            int value = payload.get() & 0xff;
            if (zeros == 2 && value <= 3) {
                nal.put((byte) 3);
                zeros = 0;
            }
            nal.put((byte) value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return nal.flip();
    }

    /** The bits as they are, filled up with zeros. */
    public ByteBuffer bytes() {
        return bytes("");
    }

    private ByteBuffer bytes(String end) {
        String all = bits + end;
        String padded = all + "0".repeat((8 - all.length() % 8) % 8);
        ByteBuffer bytes = ByteBuffer.allocate(padded.length() / 8);
        for (int i = 0; i < padded.length(); i += 8) {
            bytes.put((byte) Integer.parseInt(padded.substring(i, i + 8), 2));
        }
        return bytes.flip();
    }
}
