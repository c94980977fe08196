package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.aac.AudioSpecificConfig;
import java.nio.ByteBuffer;

/** AAC (ISO/IEC 14496-14, section 5.6): raw frames, the configuration in the sample entry. */
final class AacSamples implements SampleFormat {
    private static final int STREAM = 3;
    private static final int DECODER = 4;
    private static final int SPECIFIC = 5;
    private static final int SYNC_LAYER = 6;
    private static final int DESCRIPTOR_HEADER_BYTES = 3;
    private static final int AUDIO_14496_3 = 0x40;
    private static final int AUDIO_STREAM = 0x15;

    private final Track track;
    private final ByteBuffer bytes;
    private final AudioSpecificConfig configuration;

    AacSamples(Track track) {
        this.track = track;
        if (track.parameterSets().isEmpty()) {
            throw new IllegalArgumentException(track + " has no configuration");
        }
        this.bytes = track.parameterSets().get(0);
        this.configuration = AudioSpecificConfig.parse(bytes);
    }

    @Override
    public String codecs() {
        return configuration.codecs();
    }

    @Override
    public void sampleEntry(Boxes boxes) {
        SampleEntries.sound(boxes, "mp4a", track, () -> boxes.fullBox("esds", 0, 0, () -> descriptors(boxes)));
    }

    /** ISO/IEC 14496-1, section 7.2.6. */
    private void descriptors(Boxes boxes) {
        int specific = bytes.remaining();
        int decoder = 13 + DESCRIPTOR_HEADER_BYTES + specific;
        int syncLayer = 1;
        descriptor(boxes, STREAM, 3 + 2 * DESCRIPTOR_HEADER_BYTES + decoder + syncLayer);
        boxes.shorts(0).bytes(0); // no number, no priority
        descriptor(boxes, DECODER, decoder);
        boxes.bytes(AUDIO_14496_3, AUDIO_STREAM).zeros(3).ints(0, 0); // any buffer, any rate
        descriptor(boxes, SPECIFIC, specific);
        boxes.data(bytes);
        descriptor(boxes, SYNC_LAYER, syncLayer);
        boxes.bytes(2); // as MP4 files have it
    }

    /** The length in seven bits a byte. */
    private static void descriptor(Boxes boxes, int tag, int length) {
        boxes.bytes(tag, 0x80 | (length >> 7), length & 0x7f);
    }

    @Override
    public void sample(Frame frame, ByteBuffer target) {
        target.put(frame.asBuffer());
    }
}
