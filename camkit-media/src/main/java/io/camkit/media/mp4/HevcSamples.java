package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.h265.Nal;
import io.camkit.media.h265.Sps;
import java.nio.ByteBuffer;
import java.util.List;

/** H.265 (ISO/IEC 14496-15, section 8): length prefixes of four bytes, parameter sets in the sample entry only. */
final class HevcSamples implements SampleFormat {
    private static final List<Integer> SET_TYPES = List.of(Nal.VPS, Nal.SPS, Nal.PPS);
    private static final int ALL_ARE_HERE = 0x80;

    private final Track track;
    private final Sps sps;

    HevcSamples(Track track) {
        this.track = track;
        for (int type : SET_TYPES) {
            if (ofType(type).isEmpty()) {
                throw new IllegalArgumentException(track + " lacks parameter sets");
            }
        }
        this.sps = Sps.parse(ofType(Nal.SPS).get(0));
    }

    private List<ByteBuffer> ofType(int type) {
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
        SampleEntries.pictures(boxes, "hvc1", track, () -> boxes.box("hvcC", () -> configuration(boxes)));
    }

    /** HEVCDecoderConfigurationRecord, section 8.3.3.1. */
    private void configuration(Boxes boxes) {
        Sps.Profile profile = sps.profile();
        boxes.bytes(1, (profile.space() << 6) | (profile.highTier() ? 0x20 : 0) | profile.number());
        boxes.ints(profile.compatibility(), (int) (profile.constraints() >> 16)).shorts((int) profile.constraints());
        boxes.bytes(profile.level()).shorts(0xf000); // no minimum of segmentation
        boxes.bytes(0xfc, 0xfc | sps.chromaFormat(), 0xf8 | (sps.lumaDepth() - 8), 0xf8 | (sps.chromaDepth() - 8));
        boxes.shorts(0).bytes(3, SET_TYPES.size()); // any rate, any layers, lengths of four bytes
        for (int type : SET_TYPES) {
            List<ByteBuffer> sets = ofType(type);
            boxes.bytes(ALL_ARE_HERE | type).shorts(sets.size());
            sets.forEach(set -> boxes.shorts(set.remaining()).data(set));
        }
    }

    @Override
    public void sample(Frame frame, ByteBuffer target) {
        NalSamples.write(frame, first -> belongsInSample(Nal.type(first)), target);
    }

    private static boolean belongsInSample(int type) {
        return !SET_TYPES.contains(type) && type != Nal.AUD && type != Nal.FILLER;
    }
}
