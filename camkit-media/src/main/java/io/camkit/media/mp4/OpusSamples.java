package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.Track;
import java.nio.ByteBuffer;

/** Opus ("Encapsulation of Opus in ISO Base Media File Format", section 4.3): one packet a sample. */
final class OpusSamples implements SampleFormat {
    private final Track track;

    OpusSamples(Track track) {
        this.track = track;
    }

    @Override
    public String codecs() {
        return "opus";
    }

    @Override
    public void sampleEntry(Boxes boxes) {
        SampleEntries.sound(
                boxes,
                "Opus",
                track,
                () -> boxes.box("dOps", () -> {
                    boxes.bytes(0, track.channels()).shorts(0); // nothing to leave out: this is the middle of a stream
                    boxes.ints(track.clockRate()).shorts(0).bytes(0);
                }));
    }

    @Override
    public void sample(Frame frame, ByteBuffer target) {
        target.put(frame.asBuffer());
    }
}
