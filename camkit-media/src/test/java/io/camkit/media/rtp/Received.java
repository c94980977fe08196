package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.Frame;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Remembers what a depacketizer made. */
final class Received implements Depacketizer.Output {
    final List<Frame> frames = new ArrayList<>();
    final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
    final List<String> unusable = new ArrayList<>();
    int keyFramesWanted;
    int timesRepaired;

    @Override
    public void frame(Frame frame) {
        frames.add(frame);
    }

    @Override
    public void dropped(DropReason reason) {
        dropped.merge(reason, 1, Integer::sum);
    }

    @Override
    public void keyFrameWanted() {
        keyFramesWanted++;
    }

    @Override
    public void timeRepaired() {
        timesRepaired++;
    }

    @Override
    public void unusable(CamkitException why) {
        unusable.add(why.code());
    }

    List<Long> pts() {
        return frames.stream().map(Frame::pts).toList();
    }

    void release() {
        frames.forEach(Frame::release);
        frames.clear();
    }
}
