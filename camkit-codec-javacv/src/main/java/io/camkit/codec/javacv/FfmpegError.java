package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** What FFmpeg's functions answer when they fail: a negative number. */
final class FfmpegError {
    private static final int LONGEST = 128;

    private FfmpegError() {}

    /**
     * The answer itself.
     *
     * @throws io.camkit.CamkitException {@code CK-4103} if it is a failure
     */
    static int check(int answer, String call) {
        if (answer < 0) {
            throw CodecFaults.failed(call, text(answer));
        }
        return answer;
    }

    /** FFmpeg's words for it. */
    static String text(int answer) {
        byte[] text = new byte[LONGEST];
        av_strerror(answer, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
