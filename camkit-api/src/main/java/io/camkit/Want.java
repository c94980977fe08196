package io.camkit;

import java.util.List;

/**
 * What a reader can use: codecs in order of preference, and limits on size and rate.
 *
 * <p>With a codec of pictures among them it is about pictures: those are passed through or derived, and sound comes along where it is
 * acceptable as it is and the pictures are too. Without one it is about sound alone, which is passed through or derived.
 *
 * @param codecs acceptable codecs of pictures and sound, best first; at least one. Lanes of other codecs are left out
 * @param maxWidth pixels; 0 for no limit
 * @param maxHeight pixels; 0 for no limit
 * @param maxFrameRate frames a second; 0 for no limit
 * @param stream which stream to start from
 */
public record Want(List<Codec> codecs, int maxWidth, int maxHeight, double maxFrameRate, StreamName stream) {
    /** Checks and copies. */
    public Want {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("at least one codec is needed");
        }
        if (maxWidth < 0 || maxHeight < 0 || !(maxFrameRate >= 0)) {
            throw new IllegalArgumentException("limits are 0 (none) or positive");
        }
    }

    /** The main stream in any of these codecs, without limits. */
    public static Want of(Codec... codecs) {
        return new Want(List.of(codecs), 0, 0, 0, StreamName.MAIN);
    }

    /** What it is about: sound only when no codec of pictures is acceptable. */
    public Codec.Kind kind() {
        return codecs.stream().anyMatch(codec -> codec.kind() == Codec.Kind.VIDEO)
                ? Codec.Kind.VIDEO
                : Codec.Kind.AUDIO;
    }

    /** The same with a limit on the width, in pixels. */
    public Want maxWidth(int pixels) {
        return new Want(codecs, pixels, maxHeight, maxFrameRate, stream);
    }

    /** The same with a limit on the rate. */
    public Want maxFrameRate(double framesPerSecond) {
        return new Want(codecs, maxWidth, maxHeight, framesPerSecond, stream);
    }

    /** The same from another stream. */
    public Want from(StreamName name) {
        return new Want(codecs, maxWidth, maxHeight, maxFrameRate, name);
    }
}
