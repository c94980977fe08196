package io.camkit.media.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.nio.ByteBuffer;
import java.util.List;

class FragmentedMp4FuzzTest {
    @FuzzTest
    void anyPayloadFitsTheSizeThatWasPromised(byte[] bytes) {
        FrameLeaks leaks = FrameLeaks.check();
        Track track = Frames.h264();
        var mp4 = new FragmentedMp4(List.of(track));
        Frame frame = leaks.allocator().copy(FrameHeader.of(track, 0, 0, true), ByteBuffer.wrap(bytes));
        ByteBuffer target = ByteBuffer.allocate(mp4.sizeOf(frame));
        mp4.write(frame, Math.max(0, frame.dts()), 3600, target);
        frame.release();
        int moof = target.getInt(0);
        assertEquals(target.position(), moof + target.getInt(moof), "the two boxes fill what was written");
        leaks.verify();
    }
}
