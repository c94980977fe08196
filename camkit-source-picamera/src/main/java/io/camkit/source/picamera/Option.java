package io.camkit.source.picamera;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be said about a camera: its name in an address, the tool's name for it, and its values. There is nothing else. */
enum Option {
    WIDTH("width", OptionValue.even(64, 4608)),
    HEIGHT("height", OptionValue.even(64, 3456)),
    FPS("framerate", OptionValue.whole(1, 120)),
    CODEC("codec", OptionValue.oneOf("h264", "mjpeg")),
    BITRATE("bitrate", OptionValue.whole(100_000, 25_000_000)),
    GOP("intra", OptionValue.whole(1, 600)),
    ROTATION("rotation", OptionValue.oneOf("0", "180")),
    EXPOSURE("exposure", OptionValue.oneOf(Exposure.class)),
    AWB("awb", OptionValue.oneOf(WhiteBalance.class)),
    BRIGHTNESS("brightness", OptionValue.decimal(-1, 1)),
    CONTRAST("contrast", OptionValue.decimal(0, 15));

    private final String tool;

    @SuppressWarnings("ImmutableEnumChecker") // it is a record of what does not change
    private final OptionValue value;

    Option(String tool, OptionValue value) {
        this.tool = tool;
        this.value = value;
    }

    /** The option of this name in an address. */
    static Optional<Option> named(String name) {
        return Stream.of(values()).filter(option -> option.text().equals(name)).findFirst();
    }

    /** All names, for messages. */
    static String names() {
        return Stream.of(values()).map(option -> "`" + option.text() + "`").collect(Collectors.joining(", "));
    }

    /** Its name in an address. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What may stand behind it. */
    OptionValue value() {
        return value;
    }

    /** Name and value in one argument, so that no value can pass for a name. */
    String argument(String canonical) {
        return "--" + tool + "=" + canonical;
    }
}
