package io.camkit.media.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.Ffmpeg;
import io.camkit.media.aac.AudioSpecificConfig;
import io.camkit.media.h264.Nal;
import io.camkit.media.h265.ParameterSets;
import io.camkit.testkit.FrameLeaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Codecs besides H.264, judged by FFmpeg. */
class CodecsInMp4Test {
    private static final int PICTURES = 10;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    @Test
    void h265AndAacPlayTogether() throws IOException {
        byte[] clip = Files.readAllBytes(
                io.camkit.testkit.peers.Ffmpeg.h265(folder.resolve("clip"), 322, 242, 25, 5, PICTURES));
        byte[] tone = Files.readAllBytes(io.camkit.testkit.peers.Ffmpeg.sound(folder.resolve("tone"), Codec.AAC, 1));
        List<Frame> pictures = pictures(ByteBuffer.wrap(clip));
        List<Frame> sounds = sounds(ByteBuffer.wrap(tone));
        var mp4 =
                new FragmentedMp4(List.of(pictures.get(0).track(), sounds.get(0).track()));
        byte[] file = file(mp4, pictures, sounds);

        Ffmpeg judge = new Ffmpeg(folder);
        assertEquals("video/mp4; codecs=\"hvc1.1.6.L60.90,mp4a.40.2\"", mp4.mimeType());
        assertEquals(judge.pictures("hevc", clip), judge.pictures("mp4", file));
        assertEquals(
                List.of("hevc|hvc1|322|242", "aac|mp4a|48000|1"),
                judge.probe(
                        file, "-show_entries", "stream=codec_name,codec_tag_string,width,height,sample_rate,channels"));
    }

    @Test
    void opusIsDescribed() {
        Track track = Track.audio(Codec.OPUS, 48_000, 2);
        var mp4 = new FragmentedMp4(List.of(track));
        ByteBuffer init = mp4.initSegment();
        byte[] file = new byte[init.remaining()];
        init.get(file);

        assertEquals("audio/mp4; codecs=\"opus\"", mp4.mimeType());
        assertEquals(
                List.of("opus|Opus|48000|2"),
                new Ffmpeg(folder)
                        .probe(file, "-show_entries", "stream=codec_name,codec_tag_string,sample_rate,channels"));
    }

    @Test
    void tracksWithoutTheirParameterSetsAreRefused() {
        Track video = Track.video(Codec.H265, 90_000, 320, 240);
        Track audio = Track.audio(Codec.AAC, 48_000, 1);

        assertThrows(IllegalArgumentException.class, () -> new FragmentedMp4(List.of(video)));
        assertThrows(IllegalArgumentException.class, () -> new FragmentedMp4(List.of(audio)));
    }

    private List<Frame> pictures(ByteBuffer clip) {
        var sets = new ParameterSets(90_000, 0);
        List<Frame> frames = new ArrayList<>();
        ByteBuffer unit = ByteBuffer.allocate(clip.limit());
        int at = Nal.find(clip, 0, clip.limit()) + 3;
        while (at < clip.limit()) {
            int next = Nal.find(clip, at, clip.limit());
            int end = next == Nal.NONE ? clip.limit() : next;
            int trimmed = end;
            while (clip.get(trimmed - 1) == 0) {
                trimmed--; // the first zero of a four-byte start code
            }
            ByteBuffer nal = clip.slice(at, trimmed - at);
            sets.offer(nal);
            unit.putInt(Nal.START_CODE).put(nal.duplicate());
            int type = io.camkit.media.h265.Nal.type(nal.get(0));
            if (io.camkit.media.h265.Nal.isPicture(type)) {
                boolean key = io.camkit.media.h265.Nal.isRandomAccess(type);
                frames.add(leaks.allocator()
                        .copy(FrameHeader.of(sets.track(), frames.size() * 3600L, 0, key), unit.flip()));
                unit.clear();
            }
            at = end + 3;
        }
        return frames;
    }

    private List<Frame> sounds(ByteBuffer adts) {
        Track track = Track.audio(Codec.AAC, 48_000, 1)
                .withParameterSets(List.of(AudioSpecificConfig.lowComplexity(48_000, 1)));
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < adts.limit(); ) {
            int length = ((adts.get(at + 3) & 3) << 11)
                    | ((adts.get(at + 4) & 0xff) << 3)
                    | ((adts.get(at + 5) & 0xff) >> 5);
            FrameHeader header = FrameHeader.of(track, frames.size() * 1024L, 0, true);
            frames.add(leaks.allocator().copy(header, adts.slice(at + 7, length - 7)));
            at += length;
        }
        return frames;
    }

    private static byte[] file(FragmentedMp4 mp4, List<Frame> pictures, List<Frame> sounds) {
        var file = new ByteArrayOutputStream();
        append(file, mp4.initSegment());
        append(file, fragment(mp4, pictures, 3600));
        append(file, fragment(mp4, sounds, 1024));
        return file.toByteArray();
    }

    private static ByteBuffer fragment(FragmentedMp4 mp4, List<Frame> frames, int ticks) {
        ByteBuffer fragment = ByteBuffer.allocate(mp4.sizeOf(frames));
        mp4.write(frames, ticks, fragment);
        frames.forEach(Frame::release);
        return fragment.flip();
    }

    private static void append(ByteArrayOutputStream file, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        file.writeBytes(copy);
    }
}
