package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** FFmpeg's decoder for the pictures of one track, one of three that are allowed at all. One thread. */
final class Decoder implements AutoCloseable {
    private final Track track;
    private final boolean alone;
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame picture = av_frame_alloc();

    /**
     * @param alone whether it gets key frames only, so that each is shown at once
     * @param roughly whether only machines look at the pictures: edges of blocks may stay visible where no other picture inherits them
     */
    Decoder(Track track, boolean alone, boolean roughly) {
        this.track = track;
        this.alone = alone;
        AVCodec codec = avcodec_find_decoder_by_name(nameOf(track));
        if (codec == null) {
            throw CodecFaults.failed("avcodec_find_decoder_by_name", "this build has no " + nameOf(track));
        }
        context = avcodec_alloc_context3(codec);
        context.thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        context.max_pixels(JpegScanner.MAX_PIXELS);
        if (roughly) {
            context.skip_loop_filter(alone ? AVDISCARD_ALL : AVDISCARD_NONREF);
        }
        giveParameterSets(track.parameterSets());
        int opened = avcodec_open2(context, codec, (AVDictionary) null);
        if (opened < 0) {
            close();
            throw CodecFaults.failed("avcodec_open2 of the decoder " + nameOf(track), FfmpegError.text(opened));
        }
    }

    private static String nameOf(Track track) {
        return switch (track.codec()) {
            case H264 -> "h264";
            case H265 -> "hevc";
            case JPEG -> "mjpeg";
            default -> throw new IllegalArgumentException(track + " is not decoded here");
        };
    }

    /** In Annex B form, in memory that FFmpeg frees with its context. */
    private void giveParameterSets(List<ByteBuffer> sets) {
        int size = sets.stream()
                .mapToInt(set -> Nal.START_CODE_LENGTH + set.remaining())
                .sum();
        if (size == 0) {
            return;
        }
        BytePointer memory = new BytePointer(av_mallocz(size + (long) AV_INPUT_BUFFER_PADDING_SIZE)).capacity(size);
        ByteBuffer bytes = memory.asByteBuffer();
        for (ByteBuffer set : sets) {
            bytes.put(new byte[] {0, 0, 0, Nal.START_CODE}).put(set);
        }
        context.extradata(memory);
        context.extradata_size(size);
    }

    /** Memory for the next access unit, with the zeros behind it that FFmpeg reads ahead into. */
    ByteBuffer room(int bytes) {
        av_packet_unref(packet);
        FfmpegError.check(av_new_packet(packet, bytes), "av_new_packet");
        return packet.data().capacity(bytes).asByteBuffer();
    }

    /**
     * Decodes what was put into the {@link #room}.
     *
     * @param unseen whether its picture is not shown, so that it is left out if no other needs it
     * @return false if it cannot be decoded
     */
    boolean decode(FrameHeader header, boolean unseen) {
        packet.pts(header.pts());
        packet.flags(header.keyFrame() ? AV_PKT_FLAG_KEY : 0);
        context.skip_frame(unseen ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
        if (alone) {
            avcodec_flush_buffers(context);
        }
        boolean decodes = avcodec_send_packet(context, packet) >= 0;
        if (alone) {
            end(); // nothing follows that its place among others depends on
        }
        return decodes;
    }

    /** Nothing follows: what is kept for its turn comes out. */
    void end() {
        avcodec_send_packet(context, null);
    }

    /** Whose pictures it decodes. */
    Track track() {
        return track;
    }

    /** The next picture, valid until the next call; null when there is none before more is decoded. */
    @Nullable
    AVFrame next() {
        return avcodec_receive_frame(context, picture) >= 0 ? picture : null;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(picture);
        avcodec_free_context(context);
    }
}
