package io.camkit;

/** What the bytes of a frame mean. The set is closed: a format that camkit cannot name it cannot carry. */
public enum Codec {
    /** ITU-T H.264 in Annex B form, four-byte start codes, one access unit a frame. */
    H264(Kind.VIDEO, false),
    /** ITU-T H.265 in Annex B form, four-byte start codes, one access unit a frame. */
    H265(Kind.VIDEO, false),
    /** One whole JPEG image a frame, from SOI to EOI. */
    JPEG(Kind.VIDEO, true),
    /**
     * A decoded picture: planar YUV 4:2:0, rows without padding, chroma of half the size rounded up. Luma is 16 for black and 235 for
     * white; the matrix is the track's parameter set.
     */
    I420(Kind.VIDEO, true),
    /** A decoded picture: the luma plane alone, 0 for black and 255 for white, rows without padding. */
    GRAY8(Kind.VIDEO, true),
    /** Raw AAC frames; the AudioSpecificConfig is the track's parameter set. */
    AAC(Kind.AUDIO, true),
    /** Opus packets (RFC 6716). */
    OPUS(Kind.AUDIO, true),
    /** G.711 mu-law. */
    PCMU(Kind.AUDIO, true),
    /** G.711 A-law. */
    PCMA(Kind.AUDIO, true);

    /** Whether a codec carries pictures or sound. */
    public enum Kind {
        /** Pictures. */
        VIDEO,
        /** Sound. */
        AUDIO
    }

    private final Kind kind;
    private final boolean everyFrameKey;

    Codec(Kind kind, boolean everyFrameKey) {
        this.kind = kind;
        this.everyFrameKey = everyFrameKey;
    }

    /** Pictures or sound. */
    public Kind kind() {
        return kind;
    }

    /** Whether every frame decodes without any other, so that any frame may be left out. */
    public boolean everyFrameKey() {
        return everyFrameKey;
    }
}
