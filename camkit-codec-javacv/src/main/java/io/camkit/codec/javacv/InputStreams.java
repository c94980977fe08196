package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_ALAW;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_MULAW;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVFMTCTX_NOHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.camkit.Codec;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * The streams of an open input: one of pictures and one of sound are taken, the best that are there at first sight, and all others are not even
 * fetched where that can be helped. One thread.
 */
final class InputStreams {
    private static final int NONE = -1;
    private static final int MOST = 64;

    private final AVFormatContext context;
    private final InputListener listener;
    private int seen;
    private int video = NONE;
    private int audio = NONE;
    private final boolean[] told = new boolean[MOST];

    InputStreams(AVFormatContext context, InputListener listener) {
        this.context = context;
        this.listener = listener;
    }

    /** Looks whether there are more streams than before, and chooses among the new ones. */
    void look() {
        int count = Math.min(context.nb_streams(), MOST);
        if (count == seen) {
            return;
        }
        for (int i = seen; i < count; i++) {
            if (isKnown(i)) {
                consider(i);
            }
        }
        while (seen < count && isKnown(seen)) {
            leaveOut(seen++);
        }
    }

    /** Demuxers without a header make the stream before they know what it is. Of others, what is not known stays so. */
    private boolean isKnown(int index) {
        return (context.ctx_flags() & AVFMTCTX_NOHEADER) == 0
                || context.streams(index).codecpar().codec_id() != AV_CODEC_ID_NONE;
    }

    private void consider(int index) {
        AVStream stream = context.streams(index);
        Codec codec = codec(stream);
        if (codec == null) {
            return;
        }
        if (codec.kind() == Codec.Kind.AUDIO) {
            audio = audio == NONE ? index : audio;
        } else if (video == NONE || (video >= seen && !told[video] && worth(index) > worth(video))) {
            video = index;
        }
    }

    /** The variants of a playlist are streams, each with its rate. */
    private long worth(int index) {
        AVStream stream = context.streams(index);
        AVDictionaryEntry rate = av_dict_get(stream.metadata(), "variant_bitrate", null, 0);
        long pixels = (long) stream.codecpar().width() * stream.codecpar().height();
        return rate == null
                ? pixels
                : Math.max(pixels, Long.parseLong(rate.value().getString()));
    }

    private void leaveOut(int index) {
        AVStream stream = context.streams(index);
        if (index != video && index != audio) {
            stream.discard(AVDISCARD_ALL);
            boolean pictures = stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO;
            String name = avcodec_get_name(stream.codecpar().codec_id()).getString();
            listener.ignored((pictures ? "video " : "") + name);
        } else {
            listener.stream(format(index, null));
        }
    }

    /** Whether the packets of this stream are wanted. The first one is preceded by what is known of the stream by then. */
    boolean takes(int index) {
        if (index != video && index != audio) {
            return false;
        }
        if (!told[index]) {
            told[index] = true;
            listener.stream(format(index, null));
        }
        return true;
    }

    /** From here on, the stream has another configuration. */
    void changed(int index, ByteBuffer configuration) {
        listener.stream(format(index, configuration));
    }

    private StreamFormat format(int index, @Nullable ByteBuffer changed) {
        AVStream stream = context.streams(index);
        AVCodecParameters parameters = stream.codecpar();
        Codec codec = codec(stream);
        if (codec == null) {
            throw new IllegalStateException("a stream has become another one");
        }
        boolean sound = codec.kind() == Codec.Kind.AUDIO;
        return new StreamFormat(
                index,
                codec,
                stream.time_base().num(),
                stream.time_base().den(),
                sound ? 0 : rate(stream.avg_frame_rate()),
                sound ? parameters.sample_rate() : 0,
                sound ? parameters.ch_layout().nb_channels() : 0,
                changed != null ? changed : configuration(parameters));
    }

    private static double rate(AVRational rate) {
        double perSecond = rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
        return perSecond >= 0 && perSecond <= 1000 ? perSecond : 0;
    }

    private static ByteBuffer configuration(AVCodecParameters parameters) {
        int bytes = parameters.extradata_size();
        return bytes <= 0 || bytes > StreamFormat.MAX_CONFIGURATION
                ? ByteBuffer.allocate(0)
                : view(parameters.extradata(), bytes);
    }

    /** Native memory as formats are written: JavaCPP's own view has the machine's order of bytes. */
    static ByteBuffer view(BytePointer memory, long bytes) {
        return memory.capacity(bytes).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    private static @Nullable Codec codec(AVStream stream) {
        if ((stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            return null;
        }
        return switch (stream.codecpar().codec_id()) {
            case AV_CODEC_ID_H264 -> Codec.H264;
            case AV_CODEC_ID_HEVC -> Codec.H265;
            case AV_CODEC_ID_MJPEG -> Codec.JPEG;
            case AV_CODEC_ID_AAC -> Codec.AAC;
            case AV_CODEC_ID_OPUS -> Codec.OPUS;
            case AV_CODEC_ID_PCM_MULAW -> Codec.PCMU;
            case AV_CODEC_ID_PCM_ALAW -> Codec.PCMA;
            default -> null;
        };
    }
}
