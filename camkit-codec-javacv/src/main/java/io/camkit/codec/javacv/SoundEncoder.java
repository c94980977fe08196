package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_free;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_read;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_reset;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_size;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_write;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import io.camkit.Codec;
import io.camkit.Track;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/** Makes packets of one lane of sound from samples, each of as many as the codec wants. One thread. */
final class SoundEncoder implements AutoCloseable {
    /** Takes packets as they are made. */
    @FunctionalInterface
    interface Packets {
        /**
         * One packet, whose bytes are valid during the call.
         *
         * @param pts of the first sample that is heard of it, in samples
         */
        void packet(long pts, ByteBuffer bytes);
    }

    private static final int PACKETS_PER_SECOND = 50;
    private static final int BITS_PER_SECOND_AND_CHANNEL = 64_000;

    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final AVAudioFifo waiting;
    private final PointerPointer<?> frameData;
    private final int frameSamples;
    private long pts = Long.MIN_VALUE;

    SoundEncoder(Track track) {
        String name = nameOf(track.codec());
        context = avcodec_alloc_context3(avcodec_find_encoder_by_name(name));
        context.sample_rate(track.clockRate()).thread_count(1);
        context.sample_fmt(track.codec() == Codec.AAC ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16);
        av_channel_layout_default(context.ch_layout(), track.channels());
        try (AVRational sample = av_make_q(1, track.clockRate())) {
            context.time_base(sample);
        }
        if (track.codec() == Codec.AAC || track.codec() == Codec.OPUS) {
            context.bit_rate((long) BITS_PER_SECOND_AND_CHANNEL * track.channels());
        }
        if (track.codec() == Codec.OPUS) {
            av_opt_set(context, "application", "lowdelay", AV_OPT_SEARCH_CHILDREN);
            av_opt_set(context, "frame_duration", "20", AV_OPT_SEARCH_CHILDREN);
        }
        int answer = avcodec_open2(context, null, (AVDictionary) null);
        if (answer < 0) {
            av_packet_free(packet);
            av_frame_free(frame);
            avcodec_free_context(context);
            throw CodecFaults.soundRefused("encoder " + name, track, FfmpegError.text(answer));
        }
        frameSamples = context.frame_size() > 0 ? context.frame_size() : track.clockRate() / PACKETS_PER_SECOND;
        frame.nb_samples(frameSamples).format(context.sample_fmt()).sample_rate(track.clockRate());
        frame.ch_layout(context.ch_layout());
        av_frame_get_buffer(frame, 0);
        frameData = frame.data();
        waiting = av_audio_fifo_alloc(context.sample_fmt(), track.channels(), 2 * frameSamples);
    }

    private static String nameOf(Codec codec) {
        return switch (codec) {
            case AAC -> "aac";
            case OPUS -> "libopus";
            case PCMU -> "pcm_mulaw";
            case PCMA -> "pcm_alaw";
            default -> throw new IllegalArgumentException(codec + " is no sound");
        };
    }

    /** What it is configured for: samples come in this format, rate and layout. */
    AVCodecContext context() {
        return context;
    }

    /** Gives up samples that wait for more. Those that come next begin at {@code newPts}, or after what was encoded so far. */
    void restartAt(long newPts) {
        av_audio_fifo_reset(waiting);
        pts = Math.max(pts, newPts);
    }

    /** Encodes what is whole of all samples so far. */
    void encode(AVFrame samples, Packets out) {
        av_audio_fifo_write(waiting, samples.extended_data(), samples.nb_samples());
        while (av_audio_fifo_size(waiting) >= frameSamples) {
            av_frame_make_writable(frame);
            av_audio_fifo_read(waiting, frameData, frameSamples);
            frame.pts(pts);
            pts += frameSamples;
            FfmpegError.check(avcodec_send_frame(context, frame), "avcodec_send_frame");
            receive(out);
        }
    }

    /** FFmpeg takes the encoder's delay off the time of each packet, so that what is decoded of it is heard when it was said. */
    private void receive(Packets out) {
        while (avcodec_receive_packet(context, packet) >= 0) {
            out.packet(packet.pts(), packet.data().capacity(packet.size()).asByteBuffer());
            av_packet_unref(packet);
        }
    }

    /** Lets the encoder finish what it holds, which nobody hears any more: it complains about being cut off. */
    @Override
    public void close() {
        avcodec_send_frame(context, null);
        receive((time, bytes) -> {});
        av_audio_fifo_free(waiting);
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(context);
    }
}
