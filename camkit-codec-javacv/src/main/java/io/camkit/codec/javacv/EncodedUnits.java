package io.camkit.codec.javacv;

import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/**
 * Brings what encoders send into camkit's form: start codes of four bytes, and the parameter sets before every key frame, which some send
 * once and by themselves. One thread.
 */
final class EncodedUnits {
    private final ParameterSets sets;
    private ByteBuffer rewritten = ByteBuffer.allocateDirect(0);
    private boolean hasPicture;

    /** @param track clock and nominal rate of the result */
    EncodedUnits(Track track) {
        sets = new ParameterSets(track.clockRate(), track.frameRate());
    }

    /**
     * One access unit.
     *
     * @param packet what the encoder sent, from position to limit
     * @return valid until the next call; null if there is no picture in it, or no decoder could start yet
     */
    @Nullable
    ByteBuffer rewrite(ByteBuffer packet, boolean keyFrame) {
        hasPicture = false;
        AnnexB.each(packet, this::learn);
        if (!hasPicture || !sets.complete()) {
            return null;
        }
        makeRoom(packet.remaining());
        if (keyFrame) {
            sets.track().parameterSets().forEach(this::put);
        }
        AnnexB.each(packet, nal -> {
            if (!isSet(nal)) {
                put(nal);
            }
        });
        return rewritten.flip();
    }

    /** Of the access unit that was rewritten last. */
    Track track() {
        return sets.track();
    }

    private void learn(ByteBuffer nal) {
        if (nal.hasRemaining()) {
            hasPicture |= Nal.isPicture(Nal.type(nal.get(nal.position())));
            sets.offer(nal);
        }
    }

    /** Parameter sets, and the delimiter that would have to stand before them. */
    private static boolean isSet(ByteBuffer nal) {
        int type = nal.hasRemaining() ? Nal.type(nal.get(nal.position())) : Nal.AUD;
        return type == Nal.SPS || type == Nal.PPS || type == Nal.AUD;
    }

    /** For every NAL unit of at least one byte behind a start code of three, and for the sets. */
    private void makeRoom(int bytes) {
        int known = sets.track().parameterSets().stream()
                .mapToInt(set -> Nal.START_CODE_LENGTH + set.remaining())
                .sum();
        int needed = bytes + bytes / Nal.START_CODE_LENGTH + known;
        if (rewritten.capacity() < needed) {
            rewritten = ByteBuffer.allocateDirect(2 * needed);
        }
        rewritten.clear();
    }

    private void put(ByteBuffer nal) {
        rewritten.putInt(Nal.START_CODE).put(nal.duplicate());
    }
}
