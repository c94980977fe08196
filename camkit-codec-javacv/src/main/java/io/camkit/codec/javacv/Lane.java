package io.camkit.codec.javacv;

import io.camkit.Frame;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/** Makes frames of one stream's packets. One thread at a time. */
sealed interface Lane permits NalLane, JpegLane, SoundLane {
    /** What the container says now. */
    void configure(StreamFormat format);

    /**
     * The frame of a packet; none if it cannot be passed on, which is counted.
     *
     * @param pts in the stream's time base, or {@link InputListener#NO_TIME}
     * @param dts likewise
     * @param bytes from position to limit, neither of which moves
     * @throws io.camkit.CamkitException if there will be none
     */
    @Nullable
    Frame take(long pts, long dts, ByteBuffer bytes, long nowNanos);

    /** Gives back what is unfinished. */
    void close();
}
