package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Metrics;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LaneTest {
    private static final byte[] SPS = HexFormat.of().parseHex("6742c01fd9005005bb011000000300100000030320f1832480");
    private static final byte[] SMALL_SPS = HexFormat.of().parseHex("6742c00dd90141fb011000000300100000030320f142a480");
    private static final byte[] PPS = HexFormat.of().parseHex("68cb83cb20");
    private static final byte[] IDR = {0x65, (byte) 0x88, 1, 2, 3};
    private static final byte[] DELTA = {0x41, (byte) 0x88, 1, 2, 3};

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final SourceProbe probe = SourceProbe.over(leaks);
    private final List<String> told = new ArrayList<>();
    private final Lane.Listener listener = new Lane.Listener() {
        @Override
        public void unusable(CamkitException why) {
            told.add(why.code());
        }

        @Override
        public void keyFrameWanted(Lane lane) {
            told.add("key frame");
        }
    };

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void soundIsEmittedPacketByPacket() {
        Lane lane = Lane.ordered(media("m=audio 0 RTP/AVP 8"), probe, listener);
        lane.packet(packet(8, 1, 0, new byte[160]), probe.clock().nanos());
        lane.packet(packet(8, 2, 160, new byte[160]), probe.clock().nanos());

        assertEquals(2, probe.received().size());
        assertEquals(8000, lane.clockRate());
        assertFalse(lane.needsKeyFrame());
    }

    @Test
    void picturesWithoutParameterSetsWaitForTheirFirstKeyFrameWithSets() {
        Lane lane = Lane.reordering(media("m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000"), 8, probe, listener);
        lane.packet(packet(96, 1, 0, IDR), probe.clock().nanos());

        assertTrue(lane.needsKeyFrame());
        assertEquals(Map.of("no_parameter_sets", 1.0), counted("camkit_source_dropped_total"));
    }

    @Test
    void parameterSetsThatCannotBeUsedAreTold() {
        Lane lane = Lane.ordered(media("m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000"), probe, listener);
        lane.packet(packet(96, 1, 0, new byte[] {0x67, 0x42}), probe.clock().nanos());
        lane.packet(packet(96, 2, 0, IDR), probe.clock().nanos());

        assertEquals(List.of("CK-3111"), told);
    }

    @Test
    void picturesThatNeedALostOneAreSignsOfLifeForHalfAMinute() {
        Lane lane = Lane.reordering(media("m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000"), 8, probe, listener);
        lane.packet(part(1, 0, SPS), probe.clock().nanos());
        lane.packet(part(2, 0, PPS), probe.clock().nanos());
        lane.packet(packet(96, 3, 0, IDR), probe.clock().nanos());
        probe.elapse(Duration.ofSeconds(29));
        lane.packet(packet(96, 40, 3600, DELTA), probe.clock().nanos());
        assertEquals(1, probe.received().size());
        assertEquals(1, probe.unchangedCount());

        probe.elapse(Duration.ofSeconds(2));
        lane.packet(packet(96, 41, 7200, DELTA), probe.clock().nanos());

        assertEquals(1, probe.unchangedCount());
        lane.close();
    }

    @Test
    void picturesBeforeTheFirstKeyFrameAreSignsOfLife() {
        Lane lane = Lane.ordered(media("m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000"), probe, listener);
        probe.elapse(Duration.ofSeconds(20));
        lane.packet(packet(96, 1, 0, DELTA), probe.clock().nanos());
        lane.packet(packet(96, 2, 3600, DELTA), probe.clock().nanos());

        assertEquals(0, probe.received().size());
        assertEquals(2, probe.unchangedCount());
        lane.close();
    }

    @Test
    void aLaneThatIsClosedInsideAPictureShowsNoSignOfLife() {
        AtomicReference<Lane> closing = new AtomicReference<>();
        Lane lane = Lane.ordered(media("m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000"), probe, closes(closing::get));
        closing.set(lane);
        lane.packet(part(1, 0, SPS), probe.clock().nanos());
        lane.packet(part(2, 0, PPS), probe.clock().nanos());
        lane.packet(packet(96, 3, 0, IDR), probe.clock().nanos());
        lane.packet(part(4, 3600, SMALL_SPS), probe.clock().nanos());
        lane.packet(part(5, 3600, new byte[] {0x68, 0}), probe.clock().nanos());
        lane.packet(packet(96, 6, 3600, IDR), probe.clock().nanos());

        assertEquals(List.of("CK-3111"), told);
        assertEquals(1, probe.received().size());
        assertEquals(0, probe.unchangedCount());
    }

    private Lane.Listener closes(Supplier<Lane> lane) {
        return new Lane.Listener() {
            @Override
            public void unusable(CamkitException why) {
                told.add(why.code());
                lane.get().close();
            }

            @Override
            public void keyFrameWanted(Lane wanting) {}
        };
    }

    private static ByteBuffer part(int sequence, int timestamp, byte[] payload) {
        ByteBuffer packet = packet(96, sequence, timestamp, payload);
        return packet.put(1, (byte) 96);
    }

    @Test
    void repairedTimesAreCounted() {
        Lane lane = Lane.ordered(media("m=audio 0 RTP/AVP 0"), probe, listener);
        lane.packet(packet(0, 1, 0, new byte[160]), probe.clock().nanos());
        lane.packet(packet(0, 2, 0, new byte[160]), probe.clock().nanos());
        lane.close();

        assertEquals(Map.of("", 1.0), counted("camkit_source_times_repaired_total"));
    }

    private Map<String, Double> counted(String name) {
        var values = new TreeMap<String, Double>();
        for (Metrics.Sample sample : probe.metrics().samples()) {
            if (sample.name().equals(name)) {
                values.put(sample.labels().getOrDefault("reason", ""), sample.value());
            }
        }
        return values;
    }

    private static MediaDescription media(String lines) {
        return Sdp.parse(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)))
                .media()
                .get(0);
    }

    private static ByteBuffer packet(int type, int sequence, int timestamp, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (0x80 | type))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(1)
                .put(payload)
                .flip();
    }
}
