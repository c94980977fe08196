package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.process.Message;
import io.camkit.process.Messages;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/**
 * The program that runs in a child JVM and converts for the JVM that has started it. What decodes strangers' bytes here knows no network
 * and no files: neither avformat nor avdevice is loaded, and it is started without a network where the system allows. Code that takes it
 * over still has what its user may do with files.
 */
final class Worker {
    private Worker() {}

    /**
     * Converts until the parent wants no more.
     *
     * @param args where the parent waits, then {@link JavaCppSettings#arguments}
     */
    public static void main(String[] args) throws IOException {
        JavaCppSettings.apply(args);
        CamkitException broken = load();
        try (Messages messages = Messages.toParent(args)) {
            work(broken, messages, new Wire(messages));
        }
    }

    /** Before anybody waits for an answer: for the first time on a machine, it takes seconds. */
    private static @Nullable CamkitException load() {
        try {
            Loader.load(avcodec.class);
            Loader.load(swscale.class);
            Loader.load(swresample.class);
            FfmpegLog.readBy((error, line) -> {});
            Rehearsal.run();
            return null;
        } catch (LinkageError | RuntimeException e) {
            return CodecFaults.nativesBroken(e);
        }
    }

    private static void work(@Nullable CamkitException broken, Messages messages, Wire wire) throws IOException {
        try {
            if (broken != null) {
                throw broken;
            }
            FfmpegLog.readBy((error, line) -> log(wire, error, line));
            Message first = messages.receive();
            if (first.type() == Wire.ORDER) {
                new ConversionWork(messages, wire).run(new WireHead(first.head()).texts());
            }
        } catch (CamkitException e) {
            wire.failed(e);
        } catch (IOException | UncheckedIOException e) {
            // the parent wants no more
        } catch (RuntimeException | LinkageError e) {
            wire.failed(CodecFaults.failed("the child", e.toString()));
        }
    }

    private static void log(Wire wire, boolean error, String line) {
        try {
            wire.log(error, line);
        } catch (IOException e) {
            // the loop learns of it as well
        }
    }
}
