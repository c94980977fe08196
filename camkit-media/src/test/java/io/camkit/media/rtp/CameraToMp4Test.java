package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.Ffmpeg;
import io.camkit.media.h264.AccessUnitSplitter;
import io.camkit.media.mp4.FragmentedMp4;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A clip is cut into access units, sent as RTP, made into frames and written as MP4; FFmpeg judges what arrives. */
class CameraToMp4Test {
    private static final int CLOCK_RATE = 90_000;
    private static final int TICKS_A_FRAME = 3600;
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long NANOS_A_FRAME = 40_000_000;
    private static final RtpFormat FORMAT = new RtpFormat(Packetizer.PAYLOAD_TYPE, "H264", CLOCK_RATE, 1, Map.of());

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    private Ffmpeg ffmpeg;

    @BeforeEach
    void findFfmpeg() {
        ffmpeg = new Ffmpeg(folder);
    }

    @Test
    void everyPictureArrivesUnchanged() {
        byte[] clip = ffmpeg.h264("320x240", 30, "-g", "10", "-bf", "0");
        Mp4 mp4 = throughRtp(clip, displayOrder(30));

        assertEquals(ffmpeg.pictures("h264", clip), ffmpeg.pictures("mp4", mp4.bytes));
        assertEquals("video/mp4; codecs=\"avc1.64000d\"", mp4.mimeType);
    }

    @Test
    void timesAndKeyFramesAreThoseOfTheCamera() {
        byte[] clip = ffmpeg.h264("320x240", 12, "-g", "5", "-bf", "0");
        Mp4 mp4 = throughRtp(clip, displayOrder(12));

        List<String> packets = ffmpeg.probe(mp4.bytes, "-show_entries", "packet=pts,dts,duration,flags");
        for (int i = 0; i < 12; i++) {
            long time = CLOCK_RATE + (long) i * TICKS_A_FRAME;
            assertEquals(time + "|" + time + "|3600|" + (i % 5 == 0 ? "K_" : "__"), packets.get(i));
        }
    }

    @Test
    void picturesThatAreShownInAnotherOrderKeepTheirTimes() {
        byte[] clip = ffmpeg.h264("320x240", 25, "-g", "25", "-bf", "2", "-b_strategy", "0");
        // x264 without adaptive B frames: I P B B P B B ... where each P is shown after the two that follow it
        List<Integer> order = new ArrayList<>(List.of(0));
        for (int p = 3; p < 25; p += 3) {
            order.addAll(List.of(p, p - 2, p - 1));
        }
        Mp4 mp4 = throughRtp(clip, order);

        assertEquals(ffmpeg.pictures("h264", clip), ffmpeg.pictures("mp4", mp4.bytes));
        long last = Long.MIN_VALUE;
        for (String packet : ffmpeg.probe(mp4.bytes, "-show_entries", "packet=pts,dts")) {
            long pts = Long.parseLong(packet.substring(0, packet.indexOf('|')));
            long dts = Long.parseLong(packet.substring(packet.indexOf('|') + 1));
            assertTrue(dts > last, "decoding times rise: " + packet);
            assertTrue(dts <= pts, "nothing is shown before it is decoded: " + packet);
            last = dts;
        }
    }

    @Test
    void severalSlicesAreOnePicture() {
        byte[] clip = ffmpeg.h264("320x240", 10, "-g", "5", "-bf", "0", "-x264-params", "slices=4");
        Mp4 mp4 = throughRtp(clip, displayOrder(10));

        assertEquals(10, mp4.frames);
        assertEquals(ffmpeg.pictures("h264", clip), ffmpeg.pictures("mp4", mp4.bytes));
    }

    @Test
    void croppedRowsAreNotCounted() {
        byte[] clip = ffmpeg.h264("1920x1080", 2, "-preset", "ultrafast");
        Mp4 mp4 = throughRtp(clip, displayOrder(2));

        assertEquals(1080, mp4.track.height());
        assertEquals(25, mp4.track.frameRate());
        assertEquals(
                List.of("h264|1920|1080"), ffmpeg.probe(mp4.bytes, "-show_entries", "stream=codec_name,width,height"));
    }

    @Test
    void interlacedRowsAreCountedTwice() {
        byte[] clip = ffmpeg.h264("720x576", 4, "-bf", "0", "-flags", "+ildct+ilme", "-x264-params", "tff=1");
        Mp4 mp4 = throughRtp(clip, displayOrder(4));

        assertEquals(576, mp4.track.height());
        assertEquals(ffmpeg.pictures("h264", clip), ffmpeg.pictures("mp4", mp4.bytes));
    }

    @Test
    void oneFragmentMayCarryAGroupOfFrames() {
        byte[] clip = ffmpeg.h264("320x240", 10, "-g", "10", "-bf", "0");
        Received received = depacketized(clip, displayOrder(10));
        var mp4 = new FragmentedMp4(List.of(received.frames.get(0).track()));
        ByteBuffer target = ByteBuffer.allocate(mp4.initSegment().remaining() + mp4.sizeOf(received.frames));
        target.put(mp4.initSegment());
        mp4.write(received.frames, TICKS_A_FRAME, target);
        received.release();

        byte[] file = bytes(target.flip());
        assertEquals(ffmpeg.pictures("h264", clip), ffmpeg.pictures("mp4", file));
        assertEquals(10, ffmpeg.probe(file, "-show_entries", "packet=pts").size());
    }

    @SuppressWarnings("ArrayRecordComponent") // is never compared
    private record Mp4(Track track, String mimeType, int frames, byte[] bytes) {}

    private static List<Integer> displayOrder(int frames) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            order.add(i);
        }
        return order;
    }

    private Mp4 throughRtp(byte[] clip, List<Integer> displayOrder) {
        Received received = depacketized(clip, displayOrder);
        Track track = received.frames.get(0).track();
        var mp4 = new FragmentedMp4(List.of(track));
        var file = new ByteArrayOutputStream();
        file.writeBytes(bytes(mp4.initSegment()));
        for (Frame frame : received.frames) {
            ByteBuffer target = ByteBuffer.allocate(mp4.sizeOf(frame));
            mp4.write(frame, Math.max(0, frame.dts()), TICKS_A_FRAME, target);
            file.writeBytes(bytes(target.flip()));
        }
        int count = received.frames.size();
        received.release();
        return new Mp4(track, mp4.mimeType(), count, file.toByteArray());
    }

    private Received depacketized(byte[] clip, List<Integer> displayOrder) {
        var received = new Received();
        var packetizer = new Packetizer(1000, 65_530);
        int[] sent = {0};
        try (Depacketizer depacketizer = Formats.inOrder(FORMAT, leaks.allocator(), received)) {
            var splitter = new AccessUnitSplitter(Depacketizer.MAX_FRAME_BYTES, unit -> {
                int timestamp = displayOrder.get(sent[0]) * TICKS_A_FRAME - 5 * TICKS_A_FRAME; // wraps after 5 frames
                long arrival = NANOS_A_SECOND + sent[0] * NANOS_A_FRAME;
                packetizer.unit(unit, timestamp).forEach(packet -> depacketizer.packet(packet, arrival));
                sent[0]++;
            });
            splitter.feed(ByteBuffer.wrap(clip));
            splitter.finish();
        }
        assertEquals(Map.of(), received.dropped);
        assertEquals(displayOrder.size(), received.frames.size());
        return received;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
