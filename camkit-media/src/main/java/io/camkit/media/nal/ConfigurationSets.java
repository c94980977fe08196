package io.camkit.media.nal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The parameter sets in a configuration record of ISO/IEC 14496-15. */
final class ConfigurationSets {
    private ConfigurationSets() {}

    /** Reads {@code count} parameter sets, each with its length in front. */
    static void read(ByteBuffer from, int count, Consumer<ByteBuffer> sets) {
        for (int i = 0; i < count; i++) {
            int length = from.getShort() & 0xffff;
            if (length > from.remaining()) {
                throw new BufferUnderflowException();
            }
            sets.accept(from.slice(from.position(), length));
            from.position(from.position() + length);
        }
    }
}
