package io.camkit.media.mp4;

import io.camkit.Codec;
import java.nio.ByteBuffer;
import java.util.List;

/** The boxes that come once, before all fragments (ISO/IEC 14496-12, sections 4.3 and 8). */
final class InitSegment {
    private static final int FIXED_BYTES = 256;
    private static final int BYTES_A_TRACK = 768;
    private static final int MOVIE_TIME_SCALE = 1000;
    private static final int ENABLED_AND_IN_MOVIE = 3;
    private static final int SELF_CONTAINED = 1;
    private static final int LANGUAGE_UNDETERMINED = 0x55c4;
    private static final int UNITY = 0x0001_0000;

    private final Boxes boxes;

    private InitSegment(Boxes boxes) {
        this.boxes = boxes;
    }

    static ByteBuffer of(List<Mp4Track> tracks) {
        int size = FIXED_BYTES;
        for (Mp4Track track : tracks) {
            size += BYTES_A_TRACK;
            for (ByteBuffer set : track.track().parameterSets()) {
                size += Short.BYTES + set.remaining();
            }
        }
        ByteBuffer target = ByteBuffer.allocate(size);
        var segment = new InitSegment(new Boxes(target));
        segment.fileType();
        segment.movie(tracks);
        return target.flip();
    }

    private void fileType() {
        boxes.box("ftyp", () -> boxes.text("iso6").ints(0).text("iso6").text("mp41"));
    }

    private void movie(List<Mp4Track> tracks) {
        boxes.box("moov", () -> {
            boxes.fullBox("mvhd", 0, 0, () -> {
                boxes.ints(0, 0, MOVIE_TIME_SCALE, 0, UNITY).shorts(0x0100).zeros(10);
                matrix();
                boxes.zeros(24).ints(tracks.size() + 1); // next_track_ID
            });
            tracks.forEach(this::track);
            boxes.box("mvex", () -> tracks.forEach(this::fragmentDefaults));
        });
    }

    private void matrix() {
        boxes.ints(UNITY, 0, 0, 0, UNITY, 0, 0, 0, 0x4000_0000);
    }

    private void track(Mp4Track track) {
        boolean video = track.track().kind() == Codec.Kind.VIDEO;
        boxes.box("trak", () -> {
            boxes.fullBox("tkhd", 0, ENABLED_AND_IN_MOVIE, () -> {
                boxes.ints(0, 0, track.id(), 0, 0).zeros(8).shorts(0, 0, video ? 0 : 0x0100, 0);
                matrix();
                boxes.ints(track.track().width() << 16, track.track().height() << 16);
            });
            boxes.box("mdia", () -> {
                boxes.fullBox(
                        "mdhd",
                        0,
                        0,
                        () -> boxes.ints(0, 0, track.track().clockRate(), 0).shorts(LANGUAGE_UNDETERMINED, 0));
                boxes.fullBox(
                        "hdlr",
                        0,
                        0,
                        () -> boxes.ints(0)
                                .text(video ? "vide" : "soun")
                                .zeros(12)
                                .text("camkit")
                                .zeros(1));
                boxes.box("minf", () -> mediaInformation(track, video));
            });
        });
    }

    private void mediaInformation(Mp4Track track, boolean video) {
        if (video) {
            boxes.fullBox("vmhd", 0, 1, () -> boxes.zeros(8));
        } else {
            boxes.fullBox("smhd", 0, 0, () -> boxes.zeros(4));
        }
        boxes.box(
                "dinf",
                () -> boxes.fullBox("dref", 0, 0, () -> {
                    boxes.ints(1);
                    boxes.fullBox("url ", 0, SELF_CONTAINED, () -> {});
                }));
        boxes.box("stbl", () -> {
            boxes.fullBox("stsd", 0, 0, () -> {
                boxes.ints(1);
                track.format().sampleEntry(boxes);
            });
            boxes.fullBox("stts", 0, 0, () -> boxes.ints(0));
            boxes.fullBox("stsc", 0, 0, () -> boxes.ints(0));
            boxes.fullBox("stsz", 0, 0, () -> boxes.ints(0, 0));
            boxes.fullBox("stco", 0, 0, () -> boxes.ints(0));
        });
    }

    private void fragmentDefaults(Mp4Track track) {
        boxes.fullBox("trex", 0, 0, () -> boxes.ints(track.id(), 1, 0, 0, 0));
    }
}
