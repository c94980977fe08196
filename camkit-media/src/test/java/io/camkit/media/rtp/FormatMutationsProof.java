package io.camkit.media.rtp;

import io.camkit.Frame;
import io.camkit.media.aac.AudioSpecificConfig;
import io.camkit.media.h264.AccessUnitSplitter;
import io.camkit.media.h264.Sps;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.media.sdp.Sdp;
import io.camkit.testkit.Mutations;
import io.camkit.testkit.peers.Ffmpeg;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reader of camkit-media reads five thousand damaged inputs and does nothing that it should not. */
@Tag("proof")
class FormatMutationsProof {
    private static final int COUNT = 5000;
    private static final String H264_SPS = "6742c01fd9005005bb011000000300100000030320f1832480";
    private static final String H264_PPS = "68cb83cb20";
    private static final String H265_SPS =
            "42010101600000030090000003000003003ca00a480f9c926592a4932bc05a020000030002000003003210";
    private static final RtpFormat H264 = new RtpFormat(Packetizer.PAYLOAD_TYPE, "H264", 90_000, 1, Map.of());

    @TempDir
    Path folder;

    @Test
    void descriptions() {
        byte[] camera =
                ("v=0\r\ns=cam\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;"
                                + "sprop-parameter-sets=Z0LAH9kAUAW7ARAAAAMAEAAAAwMg8YMkgA==,aMuDyyA=\r\na=control:t1\r\na=framerate:25\r\n"
                                + "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/48000/2\r\na=fmtp:97 mode=AAC-hbr;config=1190;"
                                + "sizelength=13;indexlength=3;indexdeltalength=3\r\na=sendonly\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        check(
                "SDP",
                (input, memory) -> Sdp.parse(input)
                        .media()
                        .forEach(media -> media.formats().forEach(Depacketizer::reads)),
                camera);
    }

    @Test
    void parameterSetsAndConfigurations() {
        check("H.264 SPS", (input, memory) -> Sps.parse(input), hex(H264_SPS));
        check(
                "H.265 SPS",
                (input, memory) -> io.camkit.media.h265.Sps.parse(input).codecs(),
                hex(H265_SPS));
        check("AudioSpecificConfig", (input, memory) -> AudioSpecificConfig.parse(input), hex("2b118800"), hex("1190"));
        check(
                "RTCP",
                (input, memory) -> {
                    Rtcp.read(input);
                    new Reception(90_000).packet(input, 0);
                },
                hex("80c8000611223344e8d4a5108000000000015f90000000640000271081cb000111223344"));
    }

    @Test
    void pictures() throws IOException {
        byte[] clip = Files.readAllBytes(Ffmpeg.h264(folder.resolve("clip"), 64, 48, 25, 5, 5));
        byte[] jpeg = Files.readAllBytes(Ffmpeg.mjpeg(folder.resolve("jpeg"), 64, 48, 25, 1));
        check(
                "Annex B",
                (input, memory) -> {
                    var splitter = new AccessUnitSplitter(Depacketizer.MAX_FRAME_BYTES, unit -> {});
                    splitter.feed(input);
                    splitter.finish();
                },
                clip);
        check("JPEG", (input, memory) -> new JpegScanner().require(input), jpeg);
    }

    @Test
    void packets() throws IOException {
        var packets = new Packetizer(400, 1);
        check(
                "RTP of H.264",
                reading(H264),
                joined(packets.nals(List.of(nal(H264_SPS), nal(H264_PPS), nal("6588" + "aa".repeat(900))), 0)),
                joined(List.of(packets.aggregate(List.of(nal(H264_SPS), nal(H264_PPS), nal("6588aabb")), true, 0))));
        check(
                "RTP of H.265",
                reading(H265DepacketizerTest.described(Map.of())),
                joined(List.of(
                        packets.packet(H265DepacketizerTest.SPS, false, 0),
                        packets.packet(nal("62019380" + "aa".repeat(300)), false, 0),
                        packets.packet(nal("620153" + "aa".repeat(300)), true, 0),
                        packets.packet(nal("600100042601aabb00032a0180"), true, 3600))));
        byte[] jpeg = Files.readAllBytes(Ffmpeg.mjpeg(folder.resolve("jpeg"), 160, 120, 25, 1));
        ByteBuffer tables = ByteBuffer.allocate(132).putInt(0, 128);
        ByteBuffer pixels = ByteBuffer.wrap(jpeg).slice(jpeg.length - 1500, 1500);
        check(
                "RTP of JPEG",
                reading(JpegDepacketizerTest.FORMAT),
                joined(packets(packets, JpegDepacketizerTest.parts(1, 255, tables, pixels))),
                joined(packets(packets, JpegDepacketizerTest.parts(64, 60, ByteBuffer.allocate(4), pixels))));
        check(
                "RTP of AAC",
                reading(AacDepacketizerTest.format(AacDepacketizerTest.HIGH_BIT_RATE)),
                joined(List.of(packets.packet(nal("002000500050" + "aa".repeat(20)), true, 0))),
                joined(packets(
                        packets, List.of(nal("00100320" + "aa".repeat(60)), nal("00100320" + "aa".repeat(40))))));
        check(
                "RTP of G.711",
                reading(SoundDepacketizerTest.ALAW),
                joined(packets(packets, List.of(nal("aa".repeat(160)), nal("ab".repeat(160))))));
    }

    private static Mutations.Reader reading(RtpFormat format) {
        return (input, memory) -> {
            read(Formats.inOrder(format, memory, new Releasing()), input.duplicate());
            read(Formats.reordering(format, 8, memory, new Releasing()), input);
        };
    }

    private static void read(Depacketizer depacketizer, ByteBuffer input) {
        try (depacketizer) {
            for (long now = 0; input.remaining() >= Short.BYTES; now += 10_000_000) {
                int length = Math.min(input.getShort() & 0xffff, input.remaining());
                depacketizer.packet(input.slice(input.position(), length), now);
                input.position(input.position() + length);
            }
        }
    }

    private static List<ByteBuffer> packets(Packetizer packets, List<ByteBuffer> payloads) {
        return payloads.stream()
                .map(payload -> packets.packet(payload, false, 0))
                .toList();
    }

    /** Each packet behind its length. */
    private static byte[] joined(List<ByteBuffer> packets) {
        ByteBuffer all = ByteBuffer.allocate(packets.stream()
                .mapToInt(packet -> Short.BYTES + packet.remaining())
                .sum());
        packets.forEach(packet -> all.putShort((short) packet.remaining()).put(packet.duplicate()));
        return all.array();
    }

    private static void check(String name, Mutations.Reader reader, byte[]... seeds) {
        System.out.println(Mutations.of(name, seeds).check(COUNT, reader));
    }

    private static ByteBuffer nal(String digits) {
        return ByteBuffer.wrap(hex(digits));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static final class Releasing implements Depacketizer.Output {
        @Override
        public void frame(Frame frame) {
            frame.release();
        }

        @Override
        public void dropped(DropReason reason) {}
    }
}
