package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PROTOCOL_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_get;

import io.camkit.spi.Nullable;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * How everything that a playlist names is opened: FFmpeg gives segments the cookies of their playlist, and not its authorities, so that it
 * would believe whoever sends them.
 *
 * <p>JavaCPP has ten callbacks of a kind in a JVM; this one serves all demuxers. Nothing is thrown from it, for that would end the JVM.
 */
final class VerifiedOpening
        extends AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
    private static final VerifiedOpening ONLY = new VerifiedOpening();

    private static final BytePointer VERIFY = new BytePointer("tls_verify");
    private static final BytePointer YES = new BytePointer("1");
    private static final BytePointer AUTHORITIES = new BytePointer("ca_file");
    private static final String TLS = "https:";
    private static final String LOCATION = "location";
    private static final BytePointer PROTOCOLS = new BytePointer("protocol_whitelist");

    private VerifiedOpening() {}

    /** From now on {@code context} opens nothing over TLS but what {@code authorities}, a file's name that outlives it, vouch for. */
    static void in(AVFormatContext context, BytePointer authorities) {
        context.opaque(authorities).io_open(ONLY);
    }

    @Override
    @SuppressWarnings({"CatchingUnchecked", "rawtypes"}) // as the callback is declared
    public int call(
            AVFormatContext context,
            PointerPointer into,
            BytePointer url,
            int flags,
            @Nullable PointerPointer options) {
        try {
            if (options == null) {
                return AVERROR_EXIT(); // there is no place for whom to trust
            }
            Pointer authorities = context.opaque();
            av_dict_set(options, VERIFY, YES, 0);
            av_dict_set(options, AUTHORITIES, new BytePointer(authorities), 0);
            av_dict_set(options, PROTOCOLS, context.protocol_whitelist(), 0);
            int opened = avio_open2(into, url, flags, context.interrupt_callback(), options);
            if (opened >= 0 && hasLeftTls(url.getString(), new AVIOContext(into.get()))) {
                avio_closep(into);
                return AVERROR_PROTOCOL_NOT_FOUND();
            }
            return opened;
        } catch (Throwable e) {
            return AVERROR_EXIT();
        }
    }

    /** Whether a redirect has led out of it: what TLS needs beneath it is on the list of protocols, so FFmpeg opens that for its own sake. */
    private static boolean hasLeftTls(String url, AVIOContext opened) {
        BytePointer location = new BytePointer((Pointer) null);
        if (!url.startsWith(TLS) || av_opt_get(opened, LOCATION, AV_OPT_SEARCH_CHILDREN, location) < 0) {
            return false;
        }
        try {
            return !location.isNull()
                    && !location.getString().isEmpty()
                    && !location.getString().startsWith(TLS);
        } finally {
            av_free(location);
        }
    }
}
