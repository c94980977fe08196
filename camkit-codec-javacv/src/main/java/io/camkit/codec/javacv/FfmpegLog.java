package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import io.camkit.spi.Nullable;
import java.util.function.IntSupplier;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * FFmpeg's log, which is one for the whole process: a single callback that hands on warnings and errors as lines of text. Nothing is
 * thrown from it, for that would end the JVM.
 *
 * <p><b>Threading.</b> FFmpeg calls it from whichever thread works.
 */
final class FfmpegLog extends LogCallback {
    private static final FfmpegLog ONLY = new FfmpegLog();

    /** Takes lines; called from any thread. What it throws is lost. */
    interface Reader {
        /**
         * One line.
         *
         * @param error whether it is more than a warning
         * @param line without secrets and control characters, of bounded length
         */
        void line(boolean error, String line);
    }

    private volatile @Nullable Reader reader;

    private FfmpegLog() {}

    /** From now on {@code reader} hears what FFmpeg says in this process, in place of whoever did before. */
    static void readBy(Reader reader) {
        ONLY.reader = reader;
        av_log_set_level(AV_LOG_WARNING);
        setLogCallback(ONLY);
    }

    /** Does something of which only fatal errors are told. */
    static int silently(IntSupplier work) {
        av_log_set_level(AV_LOG_FATAL);
        try {
            return work.getAsInt();
        } finally {
            av_log_set_level(AV_LOG_WARNING); // not what was before: another thread may have silenced it
        }
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void call(int level, BytePointer message) {
        try {
            Reader current = reader;
            if (current != null && level <= AV_LOG_WARNING) {
                String line = LogLine.clean(message.getString());
                if (!line.isEmpty()) {
                    current.line(level <= AV_LOG_ERROR, line);
                }
            }
        } catch (Throwable e) {
            // there is nobody left to tell
        }
    }
}
