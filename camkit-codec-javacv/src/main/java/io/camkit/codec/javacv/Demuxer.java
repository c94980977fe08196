package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.AVFMTCTX_NOHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DEMUXER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PROTOCOL_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Reads packets of one input through FFmpeg, undecoded and unprobed: {@code avformat_find_stream_info}, which takes a second or two, is never
 * called.
 *
 * <p><b>Threading.</b> {@link #run} blocks one thread; {@link #next()} and {@link #cancel()} from any.
 */
final class Demuxer implements Reading {
    /** A longer packet is nothing that camkit carries. */
    static final int MAX_BYTES = 16 << 20;

    /** JavaCPP has ten of a kind in a JVM; this one serves all demuxers. */
    private static final AVIOInterruptCB.Callback_Pointer CANCELLED = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        @SuppressWarnings("CatchingUnchecked")
        public int call(Pointer flag) {
            try {
                return new IntPointer(flag).get() == 0 ? 0 : 1;
            } catch (Throwable e) {
                return 1; // what is thrown from here ends the JVM
            }
        }
    };

    private final InputOrder order;
    private final Semaphore asked = new Semaphore(1);
    /** Not zero while FFmpeg is to give up whatever it does. */
    private final IntPointer givesUp = new IntPointer(1).put(0);

    private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
    private final SizeTPointer sideDataBytes = new SizeTPointer(1);
    private volatile boolean stopped;
    private final @Nullable BytePointer authorities;
    private boolean closing;
    private boolean abandoned;
    private boolean over;

    /**
     * Loads FFmpeg, which takes a moment the first time.
     *
     * @throws io.camkit.CamkitException {@code CK-4001} or {@code CK-4002} if that cannot be
     */
    static void load() {
        Natives.here().require();
        try {
            Loader.load(avdevice.class);
        } catch (LinkageError e) {
            throw CodecFaults.nativesBroken(e);
        }
    }

    Demuxer(InputOrder order) {
        this.order = order;
        String file = order.options().get("ca_file");
        this.authorities = file == null ? null : new BytePointer(file);
    }

    @Override
    public void next() {
        if (order.paced()) {
            asked.release();
        }
    }

    @Override
    public synchronized void cancel() {
        stopped = true;
        if (!over && !closing) {
            givesUp.put(1);
            asked.release();
        }
    }

    @Override
    public synchronized void abandon() {
        abandoned = true;
        cancel();
        if (!over) {
            givesUp.put(1);
        }
    }

    /** What is said to the other side at the end is said even if we were told to end, unless there is no time left for it. */
    private synchronized void beginClosing() {
        closing = true;
        givesUp.put(abandoned ? 1 : 0);
    }

    private synchronized void endClosing() {
        closing = false;
        givesUp.put(stopped ? 1 : 0);
    }

    /** An input that loops has no end. */
    @Override
    public void run(InputListener listener) throws InputFailure, InterruptedException {
        AVPacket packet = av_packet_alloc();
        try {
            do {
                readOnce(packet, listener);
                if (order.loops()) {
                    next(); // nothing came of what was asked for when the end was found
                    listener.restarted();
                }
            } while (order.loops());
        } finally {
            av_packet_free(packet);
            release();
        }
    }

    private synchronized void release() {
        over = true;
        givesUp.deallocate();
        sideDataBytes.deallocate();
        if (authorities != null) {
            authorities.deallocate();
        }
    }

    private void readOnce(AVPacket packet, InputListener listener) throws InputFailure, InterruptedException {
        AVFormatContext context = open();
        try {
            boolean complete = (context.ctx_flags() & AVFMTCTX_NOHEADER) == 0;
            InputStreams streams = new InputStreams(context, listener);
            streams.look();
            listener.opened(complete);
            int result = 0;
            while (result >= 0) {
                if (order.paced()) {
                    asked.acquire();
                }
                result = stopped ? AVERROR_EXIT() : av_read_frame(context, packet);
                if (result >= 0) {
                    streams.look();
                    pass(packet, streams, listener);
                    av_packet_unref(packet);
                }
            }
            if (result != AVERROR_EOF()) {
                throw failure(true, result);
            }
        } finally {
            beginClosing();
            avformat_close_input(context);
            endClosing();
        }
    }

    private AVFormatContext open() throws InputFailure {
        @Nullable AVInputFormat format = null;
        if (!order.format().isEmpty()) {
            if (order.format().equals("video4linux2")) {
                avdevice_register_all();
            }
            format = av_find_input_format(order.format());
            if (format == null) {
                throw failure(false, AVERROR_DEMUXER_NOT_FOUND());
            }
        }
        AVFormatContext context = avformat_alloc_context();
        context.interrupt_callback().callback(CANCELLED).opaque(givesUp);
        if (authorities != null) {
            VerifiedOpening.in(context, authorities);
        }
        AVDictionary options = new AVDictionary(null);
        try {
            order.options().forEach((name, value) -> av_dict_set(options, name, value, 0));
            int result = avformat_open_input(context, order.url(), format, options); // frees the context if it fails
            if (result < 0) {
                throw failure(false, result);
            }
            if (authorities != null && !schemeOf(context.url().getString()).equals(schemeOf(order.url()))) {
                avformat_close_input(context);
                throw failure(false, AVERROR_PROTOCOL_NOT_FOUND()); // a redirect has left TLS
            }
            return context;
        } finally {
            av_dict_free(options);
        }
    }

    private static String schemeOf(String url) {
        return url.substring(0, Math.max(0, url.indexOf(':')));
    }

    private void pass(AVPacket packet, InputStreams streams, InputListener listener) {
        int index = packet.stream_index();
        if (packet.size() <= 0 || !streams.takes(index)) {
            next();
            return;
        }
        if (packet.size() > MAX_BYTES || (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
            listener.packet(index, packet.pts(), packet.dts(), nothing.duplicate());
            return;
        }
        @Nullable BytePointer configuration = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, sideDataBytes);
        if (configuration != null && sideDataBytes.get() <= StreamFormat.MAX_CONFIGURATION) {
            streams.changed(index, InputStreams.view(configuration, sideDataBytes.get()));
        }
        listener.packet(index, packet.pts(), packet.dts(), InputStreams.view(packet.data(), packet.size()));
    }

    private static InputFailure failure(boolean opened, int error) {
        return new InputFailure(opened, error, FfmpegError.text(error));
    }
}
