package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.spi.CountedFrame;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.devices.FakeEsp32;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PicturesTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final List<Frame> frames = new ArrayList<>();
    private final SourceProbe probe = SourceProbe.over(leaks).lendingTo(frame -> frames.add(frame.retain()));
    private final Pictures pictures = new Pictures(probe);

    private static ByteBuf message(byte[] bytes) {
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    private void take(ByteBuf message) {
        try {
            pictures.take(message);
        } finally {
            message.release();
        }
    }

    @Test
    void aMessageBecomesTheFrameWithoutACopy() {
        byte[] picture = FakeEsp32.picture(1);
        ByteBuf message = message(picture);
        take(message);
        message.setByte(20, 0x7f);

        assertEquals(0x7f, CountedFrame.memoryOf(frames.get(0)).get(20), "the frame is the message's memory");
        assertEquals(picture.length, frames.get(0).size());
        assertEquals(0, leaks.live(), "nothing was allocated");
        assertEquals(1, message.refCnt(), "the frame holds the message");
        frames.get(0).release();
        assertEquals(0, message.refCnt(), "and gives it back");
    }

    @Test
    void aMessageInPiecesIsCopiedIntoOne() {
        byte[] picture = FakeEsp32.picture(2);
        ByteBuf first = message(Arrays.copyOf(picture, 100));
        ByteBuf second = message(Arrays.copyOfRange(picture, 100, picture.length));
        take(Unpooled.wrappedBuffer(first, second));

        byte[] whole = new byte[frames.get(0).size()];
        frames.get(0).payload().copyTo(0, whole, 0, whole.length);
        assertEquals(0, first.refCnt());
        assertEquals(Arrays.hashCode(picture), Arrays.hashCode(whole));
        frames.get(0).release();
    }

    @Test
    void bytesBehindAPictureAreLeftOut() {
        byte[] picture = FakeEsp32.picture(3);
        take(message(Arrays.copyOf(picture, picture.length + 7)));

        assertEquals(picture.length, frames.get(0).size());
        frames.get(0).release();
    }

    @Test
    void whatIsNoPictureIsGivenBack() {
        ByteBuf garbage = message(new byte[50]);
        take(garbage);

        assertEquals(0, garbage.refCnt());
        assertEquals(List.of(), frames);
    }

    @Test
    void aPictureThatClaimsToBeHugeIsDroppedUnread() {
        byte[] huge = FakeEsp32.picture(1);
        int header = 0;
        while (huge[header] != (byte) 0xff || huge[header + 1] != (byte) 0xc0) {
            header++;
        }
        huge[header + 5] = huge[header + 7] = (byte) 0xff;
        take(message(huge));

        assertEquals(List.of(), frames);
    }

    @Test
    void timeStampsRiseThoughThePicturesComeTogether() {
        take(message(FakeEsp32.picture(4)));
        take(message(FakeEsp32.picture(5)));

        assertEquals(frames.get(0).pts() + 1, frames.get(1).pts());
        assertSame(frames.get(0).track(), frames.get(1).track());
        frames.forEach(Frame::release);
    }

    @Test
    void theTenthUselessMessageInARowIsOneTooMany() {
        for (int i = 0; i < 9; i++) {
            take(message(new byte[] {1}));
        }
        take(message(FakeEsp32.picture(6)));
        frames.get(0).release();
        for (int i = 0; i < 9; i++) {
            take(message(new byte[] {1}));
        }

        assertEquals(
                "CK-2605",
                assertThrows(CamkitException.class, () -> take(message(new byte[] {1})))
                        .code());
    }
}
