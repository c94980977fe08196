package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A camera on the ribbon cable of a Raspberry Pi, read through {@code rpicam-vid}, or {@code libcamera-vid} where that is all there is:
 * {@code PiCamera.number(0).size(1280, 720).frameRate(30)}.
 *
 * <p>Without more it sends H.264 of 640x480 at 30 frames a second, a key frame every second, and a fifth of a bit a pixel, which is
 * 1.8 Mbit/s. A Pi's camera serves one program at a time, and that program sends one stream.
 *
 * <p><b>Errors.</b> Every method that would make a camera that cannot be refuses with a {@link CamkitException} {@code CK-2513} or
 * {@code CK-2514} that says what can.
 *
 * <p><b>Threading.</b> Immutable.
 */
public final class PiCamera implements SourceSpec {
    private static final int MOST_H264_WIDTH = 1920;
    private static final int MOST_H264_HEIGHT = 1080;
    private static final int PIXELS_A_BIT = 5;

    private final int number;
    private final Map<Option, String> chosen;
    private final Optional<Path> program;

    private PiCamera(int number, Map<Option, String> chosen, Optional<Path> program) {
        this.number = number;
        this.chosen = chosen;
        this.program = program;
    }

    /**
     * A camera with the usual options.
     *
     * @param number 0 for the first, at most 9
     */
    public static PiCamera number(int number) {
        if (number < 0 || number > 9) {
            throw new PiFaults("picamera:" + number).badNumber();
        }
        return new PiCamera(number, Map.of(), Optional.empty());
    }

    /** What an address says: {@code picamera:0?width=1280&height=720&fps=30}. */
    static PiCamera of(SourceAddress address) {
        PiFaults faults = new PiFaults(address.toString());
        if (!address.host().isEmpty() || !address.path().matches("[0-9]")) {
            throw faults.badNumber();
        }
        if (!address.rawOptions().isEmpty()) {
            throw faults.unknownOption("#" + address.rawOptions());
        }
        PiCamera camera = number(Integer.parseInt(address.path()));
        Map<Option, String> chosen = new EnumMap<>(Option.class);
        address.query().forEach((name, value) -> {
            Option option = Option.named(name).orElseThrow(() -> faults.unknownOption(name));
            chosen.put(option, checked(option, value, faults));
        });
        return new PiCamera(camera.number, chosen, camera.program).consistent();
    }

    /** The cameras that are attached, asked of the tool on the PATH; empty when it finds none. Takes seconds on a small Pi. */
    public static List<Found> list(Clock clock) {
        return number(0).others(clock);
    }

    /** The same, asked of this camera's program. */
    List<Found> others(Clock clock) {
        return CameraList.ask(rpicam(Machine.here()), this, clock);
    }

    /**
     * A camera that is attached.
     *
     * @param number what {@link PiCamera#number} takes
     * @param model the sensor's name, for example {@code imx708}
     * @param width pixels of the sensor; 0 if the tool does not say
     * @param height pixels of the sensor; 0 if the tool does not say
     */
    public record Found(int number, String model, int width, int height) {}

    /** The same with another size in pixels: even, 64 to 4608 and 64 to 3456; of H.264 at most 1920x1080. */
    public PiCamera size(int width, int height) {
        PiCamera wider = unchecked(Option.WIDTH, String.valueOf(width));
        return wider.unchecked(Option.HEIGHT, String.valueOf(height)).consistent();
    }

    /** The same with another rate, 1 to 120 frames a second; what a camera can do depends on its model and the size. */
    public PiCamera frameRate(int framesPerSecond) {
        return with(Option.FPS, String.valueOf(framesPerSecond));
    }

    /** The same as {@link Codec#H264} or {@link Codec#JPEG}. */
    public PiCamera codec(Codec codec) {
        return with(Option.CODEC, codec == Codec.JPEG ? "mjpeg" : OptionValue.word(codec));
    }

    /** The same with another rate of H.264, 100,000 to 25,000,000 bits a second. */
    public PiCamera bitrate(int bitsPerSecond) {
        return with(Option.BITRATE, String.valueOf(bitsPerSecond));
    }

    /** The same with a key frame of H.264 every so many frames, 1 to 600. */
    public PiCamera keyFrameEvery(int frames) {
        return with(Option.GOP, String.valueOf(frames));
    }

    /** The same turned by 0 or 180 degrees. */
    public PiCamera rotation(int degrees) {
        return with(Option.ROTATION, String.valueOf(degrees));
    }

    /** The same exposed differently. */
    public PiCamera exposure(Exposure exposure) {
        return with(Option.EXPOSURE, OptionValue.word(exposure));
    }

    /** The same in another light. */
    public PiCamera whiteBalance(WhiteBalance light) {
        return with(Option.AWB, OptionValue.word(light));
    }

    /** The same darker or brighter, -1 to 1; 0 is usual. */
    public PiCamera brightness(double brightness) {
        return with(Option.BRIGHTNESS, decimal(brightness));
    }

    /** The same with more or less contrast, 0 to 15; 1 is usual. */
    public PiCamera contrast(double contrast) {
        return with(Option.CONTRAST, decimal(contrast));
    }

    /** The same through a program of your own that takes rpicam-vid's options, for example a build that is not on the PATH. */
    public PiCamera program(Path rpicamVid) {
        return new PiCamera(number, chosen, Optional.of(rpicamVid));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private PiCamera with(Option option, String value) {
        return unchecked(option, value).consistent();
    }

    private PiCamera unchecked(Option option, String value) {
        Map<Option, String> more = new EnumMap<>(Option.class);
        more.putAll(chosen);
        more.put(option, checked(option, value, faults()));
        return new PiCamera(number, more, program);
    }

    private static String checked(Option option, String value, PiFaults faults) {
        return option.value().canonical(value).orElseThrow(() -> faults.badValue(option, value));
    }

    private PiCamera consistent() {
        if (jpeg()) {
            if (chosen.containsKey(Option.BITRATE) || chosen.containsKey(Option.GOP)) {
                throw faults().notTogether(
                                "`bitrate` and `gop` mean nothing for mjpeg", "leave them out, or set `codec` to h264");
            }
        } else if (whole(Option.WIDTH, 640) > MOST_H264_WIDTH || whole(Option.HEIGHT, 480) > MOST_H264_HEIGHT) {
            throw faults().notTogether(
                            "a Raspberry Pi encodes H.264 up to " + MOST_H264_WIDTH + "x" + MOST_H264_HEIGHT,
                            "choose a smaller size, or set `codec` to mjpeg");
        }
        return this;
    }

    boolean jpeg() {
        return "mjpeg".equals(chosen.get(Option.CODEC));
    }

    int number() {
        return number;
    }

    int frameRate() {
        return whole(Option.FPS, 30);
    }

    private int whole(Option option, int otherwise) {
        String value = chosen.get(option);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** Which program to ask, on this machine. */
    Rpicam rpicam(Machine machine) {
        return program.map(path -> new Rpicam(path, machine)).orElseGet(() -> Rpicam.locate(machine, faults()));
    }

    /** All options of rpicam-vid, in the words of this class and nobody else's. */
    List<String> options() {
        Map<Option, String> all = new EnumMap<>(Option.class);
        int width = whole(Option.WIDTH, 640);
        int height = whole(Option.HEIGHT, 480);
        all.put(Option.WIDTH, Integer.toString(width));
        all.put(Option.HEIGHT, Integer.toString(height));
        all.put(Option.FPS, Integer.toString(frameRate()));
        all.put(Option.CODEC, "h264");
        if (!jpeg()) {
            int bits =
                    (int) Math.min(25_000_000L, Math.max(100_000L, (long) width * height * frameRate() / PIXELS_A_BIT));
            all.put(Option.BITRATE, Integer.toString(bits));
            all.put(Option.GOP, Integer.toString(frameRate()));
        }
        all.putAll(chosen);
        List<String> options = new ArrayList<>(List.of("--camera=" + number, "--timeout=0", "--nopreview", "--flush"));
        all.forEach((option, value) -> options.add(option.argument(value)));
        if (!jpeg()) {
            options.add("--inline");
        }
        options.add("--output=-");
        return options;
    }

    PiFaults faults() {
        return new PiFaults(describe());
    }

    @Override
    public String describe() {
        String query = chosen.entrySet().stream()
                .map(entry -> entry.getKey().text() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        return "picamera:" + number + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public Source open() {
        return new PiSource(this, Machine.here());
    }

    @Override
    public String toString() {
        return describe();
    }
}
