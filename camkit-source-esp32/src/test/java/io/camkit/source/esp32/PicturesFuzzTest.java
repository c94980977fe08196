package io.camkit.source.esp32;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class PicturesFuzzTest {
    @FuzzTest
    void anyMessageIsAPictureOrIsGivenBack(byte[] bytes) {
        FrameLeaks leaks = FrameLeaks.check();
        Pictures pictures = new Pictures(SourceProbe.over(leaks));
        ByteBuf message = Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
        try {
            for (int i = 0; i < 11; i++) {
                pictures.take(message);
            }
        } catch (CamkitException e) {
            if (!e.code().equals("CK-2605")) {
                throw e;
            }
        }
        message.release();
        leaks.verify();
        if (message.refCnt() != 0) {
            throw new AssertionError("somebody keeps the message");
        }
    }
}
