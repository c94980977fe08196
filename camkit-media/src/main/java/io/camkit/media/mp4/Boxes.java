package io.camkit.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes nested boxes (ISO/IEC 14496-12, section 4.2) at a buffer's position, which is big-endian. */
final class Boxes {
    private final ByteBuffer target;

    Boxes(ByteBuffer target) {
        this.target = target;
    }

    /** The type of a box as a number. */
    static int type(String fourCharacters) {
        return ByteBuffer.wrap(fourCharacters.getBytes(StandardCharsets.US_ASCII))
                .getInt();
    }

    /** Writes a box whose content is what {@code content} writes. */
    Boxes box(String type, Runnable content) {
        int start = target.position();
        target.putInt(0).putInt(type(type));
        content.run();
        target.putInt(start, target.position() - start);
        return this;
    }

    /** The same with a version and flags in front. */
    Boxes fullBox(String type, int version, int flags, Runnable content) {
        return box(type, () -> {
            target.putInt((version << 24) | flags);
            content.run();
        });
    }

    Boxes bytes(int... values) {
        for (int value : values) {
            target.put((byte) value);
        }
        return this;
    }

    Boxes shorts(int... values) {
        for (int value : values) {
            target.putShort((short) value);
        }
        return this;
    }

    Boxes ints(int... values) {
        for (int value : values) {
            target.putInt(value);
        }
        return this;
    }

    Boxes zeros(int count) {
        for (int i = 0; i < count; i++) {
            target.put((byte) 0);
        }
        return this;
    }

    Boxes data(ByteBuffer bytes) {
        target.put(bytes.duplicate());
        return this;
    }

    Boxes text(String ascii) {
        target.put(ascii.getBytes(StandardCharsets.US_ASCII));
        return this;
    }
}
