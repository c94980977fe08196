package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.util.List;

class LanesFuzzTest {
    private static final List<Codec> CODECS =
            List.of(Codec.H264, Codec.H265, Codec.JPEG, Codec.AAC, Codec.OPUS, Codec.PCMA);

    /** A byte for the codec, the length of the configuration in two, the configuration, and packets with their lengths in two each. */
    @FuzzTest
    void framesOfAnyPacketsKeepTheRules(byte[] input) {
        FrameLeaks leaks = FrameLeaks.check();
        SourceProbe probe = SourceProbe.over(leaks);
        Lanes lanes = new Lanes(probe, new InputFaults("fuzz", ""), null);
        try {
            read(ByteBuffer.wrap(input), lanes);
        } catch (CamkitException e) {
            // that is an answer
        }
        lanes.close();
        assertEquals(List.of(), probe.brokenRules());
        leaks.verify();
    }

    static void read(ByteBuffer input, Lanes lanes) {
        if (!input.hasRemaining()) {
            return;
        }
        Codec codec = CODECS.get((input.get() & 0xff) % CODECS.size());
        lanes.stream(new StreamFormat(0, codec, 1, 90_000, 0, 0, 0, next(input)));
        lanes.opened(false);
        for (long time = 0; input.hasRemaining(); time += 3600) {
            lanes.packet(0, time, InputListener.NO_TIME, next(input));
        }
    }

    private static ByteBuffer next(ByteBuffer input) {
        int length = input.remaining() < 2 ? 0 : Math.min(input.getShort() & 0xffff, input.remaining());
        ByteBuffer part = input.slice(input.position(), Math.min(length, input.remaining()));
        input.position(length == 0 ? Math.min(input.limit(), input.position() + 1) : input.position() + length);
        return part;
    }
}
