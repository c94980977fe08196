package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_gettime_relative;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Makes H.264 for viewers that wait: no picture refers to a later one, none is held back, and a key frame comes every two seconds and
 * when somebody asks. The first encoder that opens on this machine and makes something does it: hardware, then OpenH264.
 */
final class H264Pictures implements PictureEncoder {
    private static final long KEY_FRAME_EVERY = Duration.ofSeconds(2).toNanos();
    /** When the camera does not say; only the encoder's rate control sees it. */
    private static final double USUAL_RATE = 25;

    /** For 1280x720 at 25 a second; twice the pixels need less than twice the bits. */
    private static final double USUAL_BITS = 4_000_000;

    private static final double USUAL_PIXELS = 1280 * 720 * USUAL_RATE;
    private static final double GROWTH = 0.75;
    /** Key frames are asked for by time; this only keeps an encoder from making more by itself. */
    private static final int PICTURES_A_GROUP = 3000;

    /** So many pictures and so long after the first of them, an encoder that has made nothing is useless. */
    private static final int ENOUGH_PICTURES = 5;

    private static final long NANOS_PER_MICROSECOND = 1000;
    private static final long ENOUGH_NANOS = Duration.ofSeconds(1).toNanos();

    /** The one that needs no hardware. */
    static final String LAST_RESORT = "libopenh264";

    /** By name and in order, with what makes each of them answer at once. */
    static final Map<String, Map<String, String>> ENCODERS = encoders();

    private final Track size;
    private final int matrix;
    private final PictureForm form;
    private final Output output;
    private final Iterator<Map.Entry<String, Map<String, String>>> candidates;
    private final LongSupplier nanoTime;
    private final EncodedUnits units;
    private final CaptureTimes captures = new CaptureTimes();
    private String name = "";
    private Encoder encoder;
    private int sent;
    private long firstSentNanos;
    private boolean worked;
    private long nextKeyNanos = Long.MIN_VALUE;

    /**
     * @param track size and nominal rate of the result; frames come with one that has parameter sets
     * @param matrix FFmpeg's number of what the pictures' colours are made by, which players are told
     * @param encoders those to try, as {@link #ENCODERS}
     */
    H264Pictures(
            Track track, int matrix, Map<String, Map<String, String>> encoders, LongSupplier nanoTime, Output output) {
        this.candidates = encoders.entrySet().iterator();
        this.nanoTime = nanoTime;
        this.size = track;
        this.matrix = matrix;
        this.output = output;
        form = new PictureForm(new Size(track.width(), track.height()), AV_PIX_FMT_YUV420P, false);
        units = new EncodedUnits(track);
        encoder = open();
    }

    /** By all encoders but those of these names. */
    static H264Pictures by(List<String> unused, Track track, int matrix, Output output) {
        Map<String, Map<String, String>> left = new LinkedHashMap<>(ENCODERS);
        left.keySet().removeAll(unused);
        return new H264Pictures(track, matrix, left, H264Pictures::nanoTime, output);
    }

    /** FFmpeg's own clock: in a child there is none of the kit's. */
    private static long nanoTime() {
        return NANOS_PER_MICROSECOND * av_gettime_relative();
    }

    private static Map<String, Map<String, String>> encoders() {
        Map<String, Map<String, String>> inOrder = new LinkedHashMap<>();
        inOrder.put("h264_v4l2m2m", Map.of());
        inOrder.put("h264_nvenc", Map.of("preset", "p1", "tune", "ull", "delay", "0", "forced-idr", "1"));
        inOrder.put("h264_videotoolbox", Map.of("realtime", "1"));
        inOrder.put(LAST_RESORT, Map.of("rc_mode", "bitrate", "allow_skip_frames", "0"));
        return Collections.unmodifiableMap(inOrder);
    }

    private Encoder open() {
        while (candidates.hasNext()) {
            Map.Entry<String, Map<String, String>> next = candidates.next();
            Encoder opened = Encoder.open(next.getKey(), form.size(), size.clockRate(), next.getValue(), this::setUp);
            if (opened != null) {
                name = next.getKey();
                sent = 0;
                return opened;
            }
        }
        throw CodecFaults.noEncoder(form.size());
    }

    private void setUp(AVCodecContext context) {
        double rate = size.frameRate() > 0 ? size.frameRate() : USUAL_RATE;
        double pixels = size.width() * size.height() * rate;
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.color_range(AVCOL_RANGE_MPEG);
        context.colorspace(matrix);
        // browsers believe a matrix only beside the other two, and take BT.709 otherwise
        context.color_primaries(AVCOL_PRI_BT709);
        context.color_trc(AVCOL_TRC_BT709);
        context.max_b_frames(0);
        context.gop_size(PICTURES_A_GROUP);
        context.bit_rate((long) (USUAL_BITS * Math.pow(pixels / USUAL_PIXELS, GROWTH)));
        context.framerate().num((int) Math.round(rate * 1000)).den(1000);
    }

    @Override
    public PictureForm form() {
        return form;
    }

    @Override
    public void encode(AVFrame picture, FrameHeader header, boolean asKeyFrame) {
        if (makesNothing()) {
            takeAnother();
        }
        long nanos = size.toNanos(header.pts());
        boolean key = asKeyFrame || nanos >= nextKeyNanos;
        if (key) {
            nextKeyNanos = nanos + KEY_FRAME_EVERY;
        }
        picture.pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        captures.put(header.pts(), header.captureNanos());
        send(picture);
        while (encoder.receive()) {
            handOn();
        }
    }

    private boolean makesNothing() {
        return !worked
                && sent >= ENOUGH_PICTURES
                && nanoTime.getAsLong() - firstSentNanos >= ENOUGH_NANOS
                && candidates.hasNext();
    }

    private void takeAnother() {
        output.useless(name);
        encoder.close();
        encoder = open();
    }

    /** Hardware may turn out to be useless only when it is used. */
    private void send(AVFrame picture) {
        if (sent++ == 0) {
            firstSentNanos = nanoTime.getAsLong();
        }
        try {
            encoder.send(picture);
        } catch (CamkitException e) {
            if (worked || !candidates.hasNext()) {
                throw e;
            }
            takeAnother();
            encoder.send(picture);
        }
    }

    private void handOn() {
        ByteBuffer unit = units.rewrite(encoder.bytes(), encoder.keyFrame());
        if (unit != null) {
            worked = true;
            long pts = encoder.pts();
            output.frame(FrameHeader.of(units.track(), pts, captures.of(pts), encoder.keyFrame()), unit);
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
