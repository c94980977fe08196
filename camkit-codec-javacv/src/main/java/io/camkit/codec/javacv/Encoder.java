package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One of FFmpeg's encoders, and the packet that it fills again and again. One thread. */
final class Encoder implements AutoCloseable {
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();

    private Encoder(AVCodecContext context) {
        this.context = context;
    }

    /**
     * Opens an encoder.
     *
     * @param setUp says the rest: pixel layout, quality, rate
     * @param options of this encoder alone, by FFmpeg's names
     * @return null if this build or this machine has none of that name, or it refuses
     */
    static @Nullable Encoder open(
            String name, Size size, int clockRate, Map<String, String> options, Consumer<AVCodecContext> setUp) {
        AVCodec codec = avcodec_find_encoder_by_name(name);
        if (codec == null) {
            return null;
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.thread_count(1);
        context.width(size.width());
        context.height(size.height());
        context.time_base().num(1).den(clockRate);
        setUp.accept(context);
        options.forEach((option, value) -> av_opt_set(context.priv_data(), option, value, 0));
        // that a machine has no such hardware is no news
        int opened = FfmpegLog.silently(() -> avcodec_open2(context, codec, (AVDictionary) null));
        if (opened < 0) {
            avcodec_free_context(context);
            return null;
        }
        return new Encoder(context);
    }

    /** Gives it a picture. */
    void send(AVFrame picture) {
        FfmpegError.check(avcodec_send_frame(context, picture), "avcodec_send_frame");
    }

    /** Whether there is another result; {@link #bytes}, {@link #pts} and {@link #keyFrame} describe it until the next call. */
    boolean receive() {
        int answer = avcodec_receive_packet(context, packet);
        if (answer == AVERROR_EAGAIN() || answer == AVERROR_EOF()) {
            return false;
        }
        FfmpegError.check(answer, "avcodec_receive_packet");
        return true;
    }

    ByteBuffer bytes() {
        return packet.data().capacity(packet.size()).asByteBuffer();
    }

    long pts() {
        return packet.pts();
    }

    boolean keyFrame() {
        return (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
