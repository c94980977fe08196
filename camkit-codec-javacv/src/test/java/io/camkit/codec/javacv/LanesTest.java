package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Packets as containers carry them, written by hand. */
class LanesTest {
    private static final String SPS = "6742c01ed9030237ffc000800081000003000100000300328f162e48";
    private static final String PPS = "68cb83cb20";
    private static final String IDR = "65b84000";
    private static final String SLICE = "41e0204f";
    private static final long NO_TIME = InputListener.NO_TIME;

    @TempDir
    private static Path folder;

    private static byte[] jpeg;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final SourceProbe probe = SourceProbe.over(leaks);
    private final InputFaults faults = new InputFaults("test", "");
    private final Lanes lanes = new Lanes(probe, faults, null);

    @BeforeAll
    static void encode() throws Exception {
        jpeg = Files.readAllBytes(io.camkit.testkit.peers.Ffmpeg.mjpeg(folder.resolve("a.jpg"), 64, 48, 25, 1));
    }

    @AfterEach
    void close() {
        lanes.close();
        assertEquals(List.of(), probe.brokenRules());
    }

    private static ByteBuffer hex(String... parts) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", parts)));
    }

    private static StreamFormat format(Codec codec, ByteBuffer configuration) {
        return new StreamFormat(0, codec, 1, 1000, 0, 0, 0, configuration);
    }

    private static String sized(String nal) {
        return String.format("%04x%s", nal.length() / 2, nal);
    }

    private static ByteBuffer avcC() {
        return hex("0142c01efd", "e1", sized(SPS), "01", sized(PPS));
    }

    @Test
    void lengthsBecomeStartCodesAndParameterSetsStandBeforeAKeyFrame() {
        StringBuilder sizes = new StringBuilder();
        probe.lendingTo(frame -> sizes.append(frame.size()).append(' '));
        lanes.stream(format(Codec.H264, avcC()));

        lanes.packet(0, 0, 0, hex(sized(IDR)));
        lanes.packet(0, 40, 40, hex(sized(SLICE)));

        int sets = 4 + SPS.length() / 2 + 4 + PPS.length() / 2;
        assertEquals((sets + 8) + " 8 ", sizes.toString());
        assertEquals(
                3600, probe.received().get(1).pts() - probe.received().get(0).pts());
    }

    @Test
    void nothingIsPassedOnBeforeAKeyFrame() {
        lanes.stream(format(Codec.H264, avcC()));

        lanes.packet(0, 0, 0, hex(sized(SLICE)));
        lanes.packet(0, 40, 40, hex(sized(IDR)));

        assertEquals(1, probe.received().size());
        assertTrue(probe.received().get(0).keyFrame());
    }

    @Test
    void aDamagedPacketIsNotPassedOnAndAKeyFrameIsAwaited() {
        lanes.stream(format(Codec.H264, avcC()));
        lanes.packet(0, 0, 0, hex(sized(IDR)));

        lanes.packet(0, 40, 40, hex("00ff", SLICE));
        lanes.packet(0, 80, 80, hex(sized(SLICE)));
        lanes.packet(0, 120, 120, hex(sized("41000001e0")));
        lanes.packet(0, 160, 160, hex(sized(IDR)));

        assertEquals(2, probe.received().size());
    }

    @Test
    void aPacketOfWhichNothingIsLeftIsDamagedToo() {
        lanes.stream(format(Codec.H264, avcC()));
        lanes.packet(0, 0, 0, hex(sized(IDR)));

        lanes.packet(0, 40, 40, ByteBuffer.allocate(0));
        lanes.packet(0, 80, 80, hex(sized(SLICE)));
        lanes.packet(0, 120, 120, hex(sized(IDR)));

        assertEquals(2, probe.received().size());
        assertTrue(probe.metrics().samples().stream()
                .anyMatch(sample -> sample.labels().containsValue("malformed")));
    }

    @Test
    void shortStartCodesBecomeLong() {
        lanes.stream(format(Codec.H264, ByteBuffer.allocate(0)));

        lanes.packet(0, 0, 0, hex("000001", SPS, "000001", PPS, "000001", IDR));

        assertEquals(1, probe.received().size());
    }

    @Test
    void packetsWithoutTimeFollowEachOther() {
        lanes.stream(format(Codec.H264, avcC()));

        lanes.packet(0, NO_TIME, NO_TIME, hex(sized(IDR)));
        lanes.packet(0, NO_TIME, NO_TIME, hex(sized(SLICE)));

        List<FrameHeader> frames = probe.received();
        assertEquals(3600, frames.get(1).pts() - frames.get(0).pts());
    }

    @Test
    void anotherConfigurationIsAnotherTrackFromItsKeyFrameOn() {
        lanes.stream(format(Codec.H264, avcC()));
        lanes.packet(0, 0, 0, hex(sized(IDR)));
        lanes.stream(format(Codec.H264, hex("0142c01efd", "e1", sized(SPS), "01", sized("68cb83cb2c"))));
        lanes.packet(0, 40, 40, hex(sized(SLICE)));
        lanes.packet(0, 80, 80, hex(sized(IDR)));

        List<FrameHeader> frames = probe.received();
        assertEquals(frames.get(0).track(), frames.get(1).track());
        assertTrue(frames.get(1).track() != frames.get(2).track());
    }

    @Test
    void soundLosesItsAdtsHeader() {
        StringBuilder payload = new StringBuilder();
        probe.lendingTo(frame ->
                payload.append(HexFormat.of().toHexDigits(frame.payload().get(0))));
        lanes.stream(format(Codec.AAC, ByteBuffer.allocate(0)));

        lanes.packet(0, 0, 0, hex("fff14c40013ffc", "de02"));
        lanes.packet(0, 20, 20, hex("0102030405060708"));

        assertEquals("de", payload.toString());
        assertEquals("AAC 48000 Hz, 1 ch", probe.received().get(0).track().toString());
    }

    @Test
    void aJpegWithoutHuffmanTablesGetsTheUsualOnes() {
        ByteBuffer bare = withoutTables(jpeg);
        StringBuilder sizes = new StringBuilder();
        probe.lendingTo(frame -> sizes.append(frame.size()));
        lanes.stream(format(Codec.JPEG, ByteBuffer.allocate(0)));

        lanes.packet(0, 0, 0, bare);

        assertEquals(String.valueOf(bare.limit() + 420), sizes.toString());
        assertEquals("JPEG 64x48", probe.received().get(0).track().toString());
    }

    private static ByteBuffer withoutTables(byte[] whole) {
        ByteBuffer from = ByteBuffer.wrap(whole);
        ByteBuffer to = ByteBuffer.allocate(whole.length).putShort(from.getShort());
        while ((from.getShort(from.position()) & 0xffff) != 0xffda) {
            int length = 2 + (from.getShort(from.position() + 2) & 0xffff);
            if ((from.getShort(from.position()) & 0xffff) != 0xffc4) {
                to.put(from.slice(from.position(), length));
            }
            from.position(from.position() + length);
        }
        return to.put(from).flip();
    }

    @Test
    void anInputWithoutVideoIsRefusedWithWhatItHas() {
        lanes.ignored("video mpeg2video");

        CamkitException refusal = assertThrows(CamkitException.class, () -> lanes.opened(true));

        assertEquals("CK-4118", refusal.code());
        assertTrue(refusal.what().contains("mpeg2video"), refusal::what);
    }

    @Test
    void anInputOfSoundAloneIsRefused() {
        lanes.stream(format(Codec.AAC, ByteBuffer.allocate(0)));

        assertEquals(
                "CK-4117",
                assertThrows(CamkitException.class, () -> lanes.opened(true)).code());
    }

    @Test
    void whatDidNotComeInTimeIsTold() {
        assertEquals("CK-4119", lanes.overdue(10).code());
        lanes.stream(format(Codec.H264, avcC()));
        lanes.opened(true);
        assertEquals("CK-4120", lanes.overdue(10).code());
    }

    @Test
    void aPacedFrameComesWhenItsTimeHasComeAndThenTheNextIsAskedFor() {
        AtomicInteger asked = new AtomicInteger();
        Pace pace = new Pace(probe, asked::incrementAndGet);
        Lanes paced = new Lanes(probe, faults, pace);
        paced.stream(format(Codec.H264, avcC()));
        paced.packet(0, 0, 0, hex(sized(IDR)));
        assertEquals(1, asked.get());

        paced.packet(0, 40, 40, hex(sized(SLICE)));
        assertEquals(1, probe.received().size());
        probe.elapse(Duration.ofMillis(40));

        assertEquals(2, probe.received().size());
        assertEquals(2, asked.get());
        pace.close();
        paced.close();
    }

    @Test
    void aFrameThatStillWaitsIsGivenBack() {
        Pace pace = new Pace(probe, () -> {});
        Lanes paced = new Lanes(probe, faults, pace);
        paced.stream(format(Codec.H264, avcC()));
        paced.packet(0, 0, 0, hex(sized(IDR)));
        paced.packet(0, 40, 40, hex(sized(SLICE)));
        pace.close();
        paced.close();
        probe.elapse(Duration.ofSeconds(1));

        assertEquals(1, probe.received().size());
    }
}
