package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.StartCodes;
import io.camkit.spi.CountedFrame;
import java.nio.ByteBuffer;

/** Puts length prefixes of four bytes in the place of start codes (ISO/IEC 14496-15, section 4.3.3). */
final class NalSamples {
    /** Which NAL units belong into samples. */
    interface Choice {
        /** Whether the NAL unit that begins with this byte does. */
        boolean keeps(byte first);
    }

    private NalSamples() {}

    static void write(Frame frame, Choice choice, ByteBuffer target) {
        ByteBuffer annexB = CountedFrame.memoryOf(frame);
        int size = frame.size();
        int start = StartCodes.next(annexB, 0, size);
        while (start < size) {
            int nal = start + Nal.START_CODE_LENGTH;
            int end = StartCodes.next(annexB, nal, size);
            if (nal < end && choice.keeps(annexB.get(nal))) {
                int length = end - nal;
                target.putInt(length);
                target.put(target.position(), annexB, nal, length).position(target.position() + length);
            }
            start = end;
        }
    }
}
