package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.media.jpeg.JpegScanner;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which pictures are made of a camera's.
 *
 * @param codec what they become
 * @param maxWidth pixels; 0 for no limit
 * @param maxHeight pixels; 0 for no limit
 * @param maxFrameRate pictures a second; 0 for no limit
 * @param unused names of encoders that are not tried
 */
record PictureConversion(Codec codec, int maxWidth, int maxHeight, double maxFrameRate, List<String> unused)
        implements Conversion {
    /** What its text form begins with. */
    static final String NAME = "pictures";

    /** Up to this rate, gray planes are made of key frames alone, which costs a tenth and gives what rate the camera's key frames have. */
    static final double KEY_FRAMES_ENOUGH = 1;

    private static final Set<Codec> FROM = EnumSet.of(Codec.H264, Codec.H265, Codec.JPEG);
    private static final Set<Codec> TO = EnumSet.of(Codec.JPEG, Codec.H264, Codec.I420, Codec.GRAY8);

    /** One for which every encoder is tried. */
    PictureConversion(Codec codec, int maxWidth, int maxHeight, double maxFrameRate) {
        this(codec, maxWidth, maxHeight, maxFrameRate, List.of());
    }

    /** How pictures of {@code from} become the first of the wanted codecs that can be made here; empty if none can. */
    static Optional<PictureConversion> of(Track from, Want want) {
        if (!FROM.contains(from.codec())) {
            return Optional.empty();
        }
        return want.codecs().stream()
                .filter(TO::contains)
                .findFirst()
                .map(codec -> new PictureConversion(
                        codec, want.maxWidth(), want.maxHeight(), reduced(from, want.maxFrameRate())));
    }

    /** The rate as a limit, or none where the camera does not send more anyway. */
    private static double reduced(Track from, double maxFrameRate) {
        return from.frameRate() > 0 && from.frameRate() <= maxFrameRate ? 0 : maxFrameRate;
    }

    static PictureConversion parse(String[] words) {
        return new PictureConversion(
                Codec.valueOf(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Double.parseDouble(words[4]),
                List.of(words).subList(5, words.length));
    }

    @Override
    public String line() {
        String all = NAME + " " + codec + " " + maxWidth + " " + maxHeight + " " + maxFrameRate;
        return unused.isEmpty() ? all : all + " " + String.join(" ", unused);
    }

    @Override
    public PictureConversion without(List<String> encoders) {
        return new PictureConversion(codec, maxWidth, maxHeight, maxFrameRate, encoders);
    }

    @Override
    public Codec.Kind kind() {
        return Codec.Kind.VIDEO;
    }

    @Override
    public int maxBytes() {
        return switch (codec) {
            case JPEG -> JpegScanner.MAX_BYTES;
            case I420, GRAY8 -> JpegScanner.MAX_PIXELS * 3 / 2;
            default -> NalLane.MAX_BYTES;
        };
    }

    @Override
    public Converter open(Output output) {
        return new PictureConverter(this, output);
    }

    @Override
    public Sieve sieve() {
        return new PictureSieve(this);
    }

    @Override
    public String key(Track from) {
        String size = from.width() > 0 && from.height() > 0
                ? new Size(from.width(), from.height())
                        .within(maxWidth, maxHeight)
                        .toString()
                : "up to " + maxWidth + "x" + maxHeight;
        return codec + " " + size + (maxFrameRate > 0 ? " " + number(maxFrameRate) + " fps" : "");
    }

    private static String number(double rate) {
        String text = String.format(Locale.ROOT, "%.3f", rate);
        return text.replaceAll("\\.?0+$", "");
    }

    /** Whether nothing but the camera's key frames is needed. */
    boolean keyFramesOnly() {
        return codec == Codec.GRAY8 && maxFrameRate > 0 && maxFrameRate <= KEY_FRAMES_ENOUGH;
    }

    /** What is made of pictures of this size, which is of even numbers. */
    Track track(Track from, Size decoded) {
        Size size = decoded.within(maxWidth, maxHeight);
        double rate = maxFrameRate == 0 ? from.frameRate() : maxFrameRate;
        return Track.video(codec, from.clockRate(), size.width(), size.height()).withFrameRate(rate);
    }
}
