package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.camkit.Codec;
import io.camkit.Track;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Makes samples of the packets of one lane of sound. One thread. */
final class SoundDecoder implements AutoCloseable {
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame samples = av_frame_alloc();

    SoundDecoder(Track track) {
        String name = nameOf(track.codec());
        context = avcodec_alloc_context3(avcodec_find_decoder_by_name(name));
        context.sample_rate(track.clockRate()).thread_count(1);
        av_channel_layout_default(context.ch_layout(), Math.max(1, track.channels()));
        track.parameterSets().forEach(this::configure);
        int answer = avcodec_open2(context, null, (AVDictionary) null);
        if (answer < 0) {
            close();
            throw CodecFaults.soundRefused("decoder " + name, track, FfmpegError.text(answer));
        }
    }

    /** The only decoders of sound that anything from a camera reaches. */
    private static String nameOf(Codec codec) {
        return switch (codec) {
            case AAC -> "aac";
            case OPUS -> "libopus";
            case PCMU -> "pcm_mulaw";
            case PCMA -> "pcm_alaw";
            default -> throw new IllegalArgumentException(codec + " is no sound");
        };
    }

    /** FFmpeg owns and frees it, with the zeros behind it that its readers of bits rely on. */
    private void configure(ByteBuffer set) {
        int size = set.remaining();
        BytePointer copy = new BytePointer(av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
        copy.capacity(size).asByteBuffer().put(set);
        context.extradata(copy).extradata_size(size);
    }

    /** Memory for the next packet: position 0, limit {@code bytes}. */
    ByteBuffer room(int bytes) {
        av_packet_unref(packet);
        FfmpegError.check(av_new_packet(packet, bytes), "av_new_packet");
        return packet.data().capacity(bytes).asByteBuffer();
    }

    /**
     * Decodes what was put into the {@link #room}.
     *
     * @return whether {@link #samples} has what it says; a packet that is damaged says nothing
     */
    boolean decode() {
        return avcodec_send_packet(context, packet) >= 0
                && avcodec_receive_frame(context, samples) >= 0
                && samples.nb_samples() > 0
                && samples.sample_rate() > 0;
    }

    /** What the newest packet said, until the next. */
    AVFrame samples() {
        return samples;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(samples);
        avcodec_free_context(context);
    }
}
