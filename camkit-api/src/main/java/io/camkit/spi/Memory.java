package io.camkit.spi;

import java.nio.ByteBuffer;

/** A piece of writable memory with one owner, who releases it exactly once or hands it to a frame that will. */
public interface Memory {
    /** The memory, from index 0 to its capacity. Not after release. Direct, unless somebody adopted something else. */
    ByteBuffer buffer();

    /** Gives the memory back. Any thread. */
    void release();

    /**
     * A frame over this memory was used after its last share was given up. The frame throws in any case; a leak check learns of it even
     * if somebody swallows that.
     */
    default void misused(RuntimeException how) {}
}
