package io.camkit.media.nal;

import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** H.264. */
final class H264Syntax implements NalSyntax {
    private final ParameterSets sets;

    H264Syntax(int clockRate, double announcedRate) {
        this.sets = new ParameterSets(clockRate, announcedRate);
    }

    @Override
    public int headerBytes() {
        return 1;
    }

    @Override
    public int type(byte first) {
        return Nal.type(first);
    }

    @Override
    public boolean isEnhancement(ByteBuffer nal) {
        return false;
    }

    @Override
    public long parameterSetTypes() {
        return (1L << Nal.SPS) | (1L << Nal.PPS);
    }

    @Override
    public boolean isPicture(int type) {
        return Nal.isPicture(type);
    }

    @Override
    public boolean isKeyFrame(int type) {
        return type == Nal.IDR;
    }

    @Override
    public boolean isSkippedAfterStart(int type) {
        return false;
    }

    @Override
    public boolean endsSkipping(int type) {
        return true;
    }

    /** Two fields of one frame come with one time stamp, each with a first slice, and stay together. */
    @Override
    public boolean startsUnit(int type, boolean firstSlice) {
        return false;
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

    /** Section 5.3.3.1. */
    @Override
    public int configuration(ByteBuffer configuration, Consumer<ByteBuffer> taker) {
        ByteBuffer left = configuration.slice().position(4);
        int lengthBytes = (left.get() & 3) + 1;
        ConfigurationSets.read(left, left.get() & 0x1f, taker);
        ConfigurationSets.read(left, left.get() & 0xff, taker);
        return lengthBytes;
    }
}
