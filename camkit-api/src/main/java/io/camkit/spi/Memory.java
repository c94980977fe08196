package io.camkit.spi;

import java.nio.ByteBuffer;

/** A piece of writable memory with one owner, who releases it exactly once or hands it to a frame that will. */
public interface Memory {
    /** The memory, from index 0 to its capacity. Not after release. Direct, unless somebody adopted something else. */
    ByteBuffer buffer();

    /** Gives the memory back. Any thread. */
    void release();
}
