package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.Sps;
import java.nio.ByteBuffer;
import java.util.List;

/** H.264 (ISO/IEC 14496-15, section 5): length prefixes of four bytes, parameter sets in the sample entry only. */
final class AvcSamples implements SampleFormat {
    private final Track track;
    private final List<ByteBuffer> sequenceSets;
    private final List<ByteBuffer> pictureSets;
    private final Sps sps;

    AvcSamples(Track track) {
        this.track = track;
        this.sequenceSets = ofType(track, Nal.SPS);
        this.pictureSets = ofType(track, Nal.PPS);
        if (sequenceSets.isEmpty() || pictureSets.isEmpty()) {
            throw new IllegalArgumentException(track + " has no parameter sets");
        }
        this.sps = Sps.parse(sequenceSets.get(0));
    }

    private static List<ByteBuffer> ofType(Track track, int type) {
        return track.parameterSets().stream()
                .filter(set -> Nal.type(set.get(0)) == type)
                .toList();
    }

    @Override
    public String codecs() {
        return sps.codecs();
    }

    @Override
    public void sampleEntry(Boxes boxes) {
        SampleEntries.pictures(boxes, "avc1", track, () -> boxes.box("avcC", () -> configuration(boxes)));
    }

    /** AVCDecoderConfigurationRecord, section 5.3.3.1. */
    private void configuration(Boxes boxes) {
        boxes.bytes(1, sps.profile(), sps.constraints(), sps.level(), 0xff, 0xe0 | sequenceSets.size());
        sequenceSets.forEach(set -> boxes.shorts(set.remaining()).data(set));
        boxes.bytes(pictureSets.size());
        pictureSets.forEach(set -> boxes.shorts(set.remaining()).data(set));
        if (sps.profile() != 66 && sps.profile() != 77 && sps.profile() != 88) {
            boxes.bytes(0xfc | sps.chromaFormat(), 0xf8 | (sps.lumaDepth() - 8), 0xf8 | (sps.chromaDepth() - 8), 0);
        }
    }

    @Override
    public void sample(Frame frame, ByteBuffer target) {
        NalSamples.write(frame, first -> belongsInSample(Nal.type(first)), target);
    }

    private static boolean belongsInSample(int type) {
        return type != Nal.SPS && type != Nal.PPS && type != Nal.AUD && type != Nal.FILLER;
    }
}
