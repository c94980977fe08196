package io.camkit;

import java.nio.ByteBuffer;

/** The bytes of a frame, read by absolute index; it has no position, so any number of readers may share it. */
public interface Payload {
    /** Number of bytes. */
    int size();

    /** The byte at {@code index}, 0..size-1. */
    byte get(int index);

    /** Copies {@code length} bytes from {@code index} into {@code target} at its position, which moves on. */
    void copyTo(int index, ByteBuffer target, int length);

    /** Copies {@code length} bytes from {@code index} into {@code target}. */
    void copyTo(int index, byte[] target, int offset, int length);
}
