package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;

/** Packets of any content, mostly with an RTP header in front so that the fuzzer gets past it. */
final class FuzzedPackets {
    private FuzzedPackets() {}

    /** Whatever comes, frames come in order, begin with a key frame, and no memory is lost. */
    static void into(RtpFormat format, FuzzedDataProvider data) {
        FrameLeaks leaks = FrameLeaks.check();
        var output = new OrderCheck();
        Depacketizer depacketizer = data.consumeBoolean()
                ? Formats.reordering(format, 1 + data.consumeInt(0, 7), leaks.allocator(), output)
                : Formats.inOrder(format, leaks.allocator(), output);
        long now = 0;
        int sequence = data.consumeInt(0, 0xffff);
        while (data.remainingBytes() > 0) {
            now += data.consumeInt(0, 100_000_000);
            sequence += data.consumeInt(-1, 2);
            depacketizer.packet(packet(format, data, sequence), now);
        }
        depacketizer.close();
        leaks.verify();
    }

    private static ByteBuffer packet(RtpFormat format, FuzzedDataProvider data, int sequence) {
        boolean raw = data.consumeInt(0, 15) == 0;
        boolean marker = data.consumeBoolean();
        int timestamp = data.consumeInt(0, 3) * 3600;
        byte[] payload = data.consumeBytes(data.consumeInt(0, 64));
        if (raw) {
            return ByteBuffer.wrap(payload);
        }
        return ByteBuffer.allocate(12 + payload.length)
                .putShort((short) (0x8000 | (marker ? 0x80 : 0) | format.payloadType()))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(1)
                .put(payload)
                .flip();
    }

    private static final class OrderCheck implements Depacketizer.Output {
        private long lastDts = Long.MIN_VALUE;
        private boolean needsKeyFrame = true;

        @Override
        public void frame(Frame frame) {
            assertTrue(frame.dts() > lastDts, "decoding time rises");
            assertTrue(frame.pts() >= frame.dts(), "nothing is shown before it is decoded");
            assertTrue(frame.keyFrame() || !needsKeyFrame, "a key frame comes first");
            Codec codec = frame.track().codec();
            if (codec == Codec.H264 || codec == Codec.H265) {
                assertEquals(1, frame.asBuffer().getInt(0), "a start code comes first");
            }
            lastDts = frame.dts();
            needsKeyFrame = false;
            frame.release();
        }

        @Override
        public void dropped(DropReason reason) {}

        @Override
        public void keyFrameWanted() {
            needsKeyFrame = true;
        }
    }
}
