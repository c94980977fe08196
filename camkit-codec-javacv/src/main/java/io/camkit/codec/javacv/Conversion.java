package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.Track;
import java.util.List;

/**
 * What is made of one lane's frames. It is a value that a child can be told: a new kind of conversion is one more record here, with a
 * line of its own that {@link #parse} knows, and a {@link Converter} that it opens.
 */
interface Conversion {
    /** The lane that it works on. */
    Codec.Kind kind();

    /** What it makes. */
    Codec codec();

    /** What one piece of it takes at most. */
    int maxBytes();

    /** Names the result, the same for all wants that come to the same: {@code JPEG 640x360 5 fps}. */
    String key(Track from);

    /** Leaves out what it can do without; for one attempt. */
    default Sieve sieve() {
        return frame -> Sieve.Verdict.NEEDED;
    }

    /** Begins the work, here and now; natives are loaded if they are not yet. */
    Converter open(Output output);

    /** The same by other encoders than these. */
    default Conversion without(List<String> encoders) {
        return this;
    }

    /** Its text form, the kind first: {@code pictures JPEG 640 360 5.0}. */
    String line();

    /** The conversion of a {@link #line}. */
    static Conversion parse(String line) {
        String[] words = line.split(" ");
        return switch (words[0]) {
            case PictureConversion.NAME -> PictureConversion.parse(words);
            case SoundConversion.NAME -> SoundConversion.parse(words);
            default -> throw new IllegalArgumentException("no conversion is called " + words[0]);
        };
    }
}
