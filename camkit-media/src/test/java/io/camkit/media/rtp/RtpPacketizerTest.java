package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RtpPacketizerTest {
    private static final byte[] SPS = hex("6742c01fd9005005bb011000000300100000030320f1832480");
    private static final byte[] PPS = hex("68cb83cb20");
    private static final Track H264 =
            Track.video(Codec.H264, 90_000, 1280, 720).withParameterSets(List.of(buffer(SPS), buffer(PPS)));
    private static final int MAX = 100;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final List<Frame> frames = new ArrayList<>();

    @AfterEach
    void release() {
        frames.forEach(Frame::release);
    }

    @Test
    void aKeyFrameBeginsWithTheParameterSetsInOnePacket() {
        List<byte[]> payloads = payloads(H264, frame(H264, true, nal(0x65, 50)));

        assertArrayEquals(stapA(SPS, PPS), payloads.get(0));
        assertArrayEquals(nal(0x65, 50), payloads.get(1));
    }

    @Test
    void aPictureThatNeedsOthersComesWithoutParameterSets() {
        List<byte[]> payloads = payloads(H264, frame(H264, false, nal(0x41, 50)));

        assertEquals(1, payloads.size());
        assertArrayEquals(nal(0x41, 50), payloads.get(0));
    }

    @Test
    void whatNoDecoderNeedsIsLeftOut() {
        byte[] delimiter = hex("09f0");
        byte[] message = hex("0605ff0180");
        byte[] padding = hex("0cffff80");
        List<byte[]> payloads = payloads(H264, frame(H264, true, delimiter, SPS, PPS, message, nal(0x65, 50), padding));

        assertEquals(2, payloads.size());
    }

    @Test
    void fragmentsOfOneNalUnitAreEquallyLongButForTheLast() {
        List<byte[]> payloads = payloads(H264, frame(H264, false, nal(0x41, 1000)));

        int even = payloads.get(0).length;
        for (byte[] payload : payloads.subList(0, payloads.size() - 1)) {
            assertEquals(even, payload.length);
        }
        assertTrue(even <= MAX && payloads.get(payloads.size() - 1).length <= even);
    }

    @Test
    void noPayloadIsLongerThanAllowed() {
        for (int length = MAX - 5; length < 5 * MAX; length++) {
            for (byte[] payload : payloads(H264, frame(H264, false, nal(0x41, length)))) {
                assertTrue(payload.length <= MAX, length + " bytes gave a payload of " + payload.length);
            }
        }
    }

    @Test
    void aDepacketizerMakesTheSameAccessUnitOfIt() {
        Frame frame = frame(H264, true, nal(0x65, 1500), nal(0x65, 40));

        assertEquals(annexB(SPS, PPS, nal(0x65, 1500), nal(0x65, 40)), received(H264, "H264", frame));
    }

    @Test
    void aDepacketizerMakesTheSameAccessUnitOfH265() {
        byte[] vps = hex("40010c01ffff01600000030090000003000003005d95980900");
        byte[] sps = hex("420101016000000300900000030000030078a003c08010e59656692b4a04e0800001f480003a980420");
        byte[] pps = hex("4401c172b46240");
        Track track = Track.video(Codec.H265, 90_000, 1920, 1080)
                .withParameterSets(List.of(buffer(vps), buffer(sps), buffer(pps)));
        byte[] slice = nal(0x26, 1500);
        slice[1] = 1;
        slice[2] = (byte) 0x80;

        List<byte[]> payloads = payloads(track, frame(track, true, slice));

        assertArrayEquals(aggregated(hex("6001"), vps, sps, pps), payloads.get(0));
        assertArrayEquals(slice, joined(payloads.subList(1, payloads.size()), 3, Arrays.copyOf(slice, 2)));
    }

    @Test
    void soundIsOnePacketAFrame() {
        Track opus = Track.audio(Codec.OPUS, 48_000, 2);
        Frame packet = keep(leaks.allocator().copy(new FrameHeader(opus, 0, 0, 0, true), buffer(nal(0x78, 80))));

        List<byte[]> payloads = payloads(opus, packet);

        assertEquals(1, payloads.size());
        assertArrayEquals(nal(0x78, 80), payloads.get(0));
    }

    @Test
    void parameterSetsThatAreTooLongForOnePacketComeInPieces() {
        Track track = Track.video(Codec.H264, 90_000, 1280, 720)
                .withParameterSets(List.of(buffer(SPS), buffer(nal(0x68, 3 * MAX))));

        List<byte[]> payloads = payloads(track, frame(track, true, nal(0x65, 50)));

        assertArrayEquals(SPS, payloads.get(0));
        payloads.forEach(payload -> assertTrue(payload.length <= MAX));
        byte[] set = joined(payloads.subList(1, payloads.size() - 1), 2, hex("68"));
        assertArrayEquals(nal(0x68, 3 * MAX), set);
    }

    @Test
    void soundThatIsTooLongForOnePacketIsNotSent() {
        Track mono = Track.audio(Codec.PCMU, 8000, 1);
        Frame packet = keep(leaks.allocator().copy(new FrameHeader(mono, 0, 0, 0, true), buffer(nal(0x78, MAX + 1))));

        assertEquals(0, payloads(mono, packet).size());
    }

    private ByteBuffer received(Track track, String encoding, Frame frame) {
        Received received = new Received();
        try (Depacketizer depacketizer = Formats.inOrder(
                new RtpFormat(96, encoding, track.clockRate(), 1, Map.of()), leaks.allocator(), received)) {
            List<byte[]> payloads = payloads(track, frame);
            for (int i = 0; i < payloads.size(); i++) {
                depacketizer.packet(packet(payloads.get(i), i, i == payloads.size() - 1), 0);
            }
            ByteBuffer copy = ByteBuffer.allocate(received.frames.get(0).size());
            return copy.put(received.frames.get(0).asBuffer()).flip();
        } finally {
            received.release();
        }
    }

    private static ByteBuffer packet(byte[] payload, int sequence, boolean last) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) (96 | (last ? 0x80 : 0))).putShort((short) sequence);
        return packet.putInt(0).putInt(7).put(payload).flip();
    }

    private static List<byte[]> payloads(Track track, Frame frame) {
        RtpPayloads payloads = RtpPacketizer.of(track, MAX).cut(frame);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < payloads.count(); i++) {
            byte[] payload = new byte[payloads.size(i)];
            payloads.copy(i, frame, payload, 0);
            all.add(payload);
        }
        return all;
    }

    private Frame frame(Track track, boolean key, byte[]... nals) {
        return keep(leaks.allocator().copy(new FrameHeader(track, 0, 0, 0, key), annexB(nals)));
    }

    private Frame keep(Frame frame) {
        frames.add(frame);
        return frame;
    }

    private static ByteBuffer annexB(byte[]... nals) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] nal : nals) {
            all.writeBytes(new byte[] {0, 0, 0, 1});
            all.writeBytes(nal);
        }
        return buffer(all.toByteArray());
    }

    private static byte[] stapA(byte[]... nals) {
        return aggregated(hex("78"), nals);
    }

    private static byte[] aggregated(byte[] header, byte[]... nals) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header);
        for (byte[] nal : nals) {
            all.write(nal.length >> 8);
            all.write(nal.length);
            all.writeBytes(nal);
        }
        return all.toByteArray();
    }

    private static byte[] joined(List<byte[]> fragments, int headBytes, byte[] header) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header);
        fragments.forEach(fragment -> all.write(fragment, headBytes, fragment.length - headBytes));
        return all.toByteArray();
    }

    /** No start code in it. */
    private static byte[] nal(int header, int length) {
        byte[] nal = new byte[length];
        Arrays.fill(nal, (byte) 0xa5);
        nal[0] = (byte) header;
        return nal;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
