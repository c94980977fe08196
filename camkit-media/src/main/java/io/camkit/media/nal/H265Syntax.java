package io.camkit.media.nal;

import io.camkit.Track;
import io.camkit.media.h265.Nal;
import io.camkit.media.h265.ParameterSets;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** H.265. */
final class H265Syntax implements NalSyntax {
    private final ParameterSets sets;

    H265Syntax(int clockRate, double announcedRate) {
        this.sets = new ParameterSets(clockRate, announcedRate);
    }

    @Override
    public int headerBytes() {
        return Nal.HEADER_BYTES;
    }

    @Override
    public int type(byte first) {
        return Nal.type(first);
    }

    @Override
    public boolean isEnhancement(ByteBuffer nal) {
        return Nal.layer(nal.getShort(nal.position())) > 0;
    }

    @Override
    public long parameterSetTypes() {
        return (1L << Nal.VPS) | (1L << Nal.SPS) | (1L << Nal.PPS);
    }

    @Override
    public boolean isPicture(int type) {
        return Nal.isPicture(type);
    }

    @Override
    public boolean isKeyFrame(int type) {
        return Nal.isRandomAccess(type);
    }

    @Override
    public boolean isSkippedAfterStart(int type) {
        return Nal.isSkippedAfterStart(type);
    }

    @Override
    public boolean endsSkipping(int type) {
        return Nal.isTrailing(type);
    }

    @Override
    public boolean startsUnit(int type, boolean firstSlice) {
        return Nal.isPicture(type) ? firstSlice : Nal.startsAfterPicture(type);
    }

    @Override
    public void learn(ByteBuffer set) {
        sets.offer(set);
    }

    @Override
    public boolean complete() {
        return sets.complete();
    }

    @Override
    public Track track() {
        return sets.track();
    }

    @Override
    public int reorderFrames() {
        return sets.sequenceSet().reorderFrames();
    }

    /** Section 8.3.3.1. */
    @Override
    public int configuration(ByteBuffer configuration, Consumer<ByteBuffer> taker) {
        ByteBuffer left = configuration.slice().position(21);
        int lengthBytes = (left.get() & 3) + 1;
        int arrays = left.get() & 0xff;
        for (int i = 0; i < arrays; i++) {
            left.get(); // the type, which each set says itself
            ConfigurationSets.read(left, left.getShort() & 0xffff, taker);
        }
        return lengthBytes;
    }
}
