package io.camkit.media.aac;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.media.bits.BitReader;
import io.camkit.media.bits.MalformedException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What an AudioSpecificConfig says (ISO/IEC 14496-3, section 1.6.2.1).
 *
 * @param objectType 2 for AAC-LC; of the core where it is extended by spectral band replication
 * @param sampleRate samples a second of the core
 * @param channels 1..8; 0 when the configuration describes them in a way that camkit does not read
 * @param frameSamples samples that one frame of the core stands for: 1024 or 960
 * @param outputRate samples a second as heard: twice {@code sampleRate} with spectral band replication
 */
public record AudioSpecificConfig(int objectType, int sampleRate, int channels, int frameSamples, int outputRate) {
    /** A longer configuration is refused. */
    public static final int MAX_BYTES = 256;

    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int LOW_COMPLEXITY = 2;
    private static final int SPECTRAL_BAND_REPLICATION = 5;
    private static final int PARAMETRIC_STEREO = 29;
    private static final int EXPLICIT_RATE = 15;
    private static final int ESCAPE = 31;
    private static final int MAX_RATE = 192_000;

    /**
     * Reads a configuration.
     *
     * @param bytes from position to limit, neither of which moves
     * @throws CamkitException {@code CK-3141} if it is malformed or of an object type that is no AAC
     */
    public static AudioSpecificConfig parse(ByteBuffer bytes) {
        try {
            if (bytes.remaining() > MAX_BYTES) {
                throw new MalformedException("it has " + bytes.remaining() + " bytes, more than " + MAX_BYTES);
            }
            return read(BitReader.of(bytes));
        } catch (MalformedException e) {
            throw new CamkitException(
                    "CK-3141",
                    "the AAC configuration is unusable: " + e.getMessage(),
                    "",
                    "set the camera's audio to AAC-LC, G.711 or off.",
                    Retry.RETRY_SLOWLY);
        }
    }

    private static AudioSpecificConfig read(BitReader bits) throws MalformedException {
        int type = objectType(bits);
        int rate = rate(bits);
        int configuration = (int) bits.bits(4);
        int outputRate = rate;
        if (type == SPECTRAL_BAND_REPLICATION || type == PARAMETRIC_STEREO) {
            outputRate = rate(bits);
            type = objectType(bits);
        }
        if (type < 1 || type > 4) { // Main, LC, SSR, LTP
            throw new MalformedException("object type " + type + " is none of AAC");
        }
        int frameSamples = bits.flag() ? 960 : 1024;
        return new AudioSpecificConfig(type, rate, channels(configuration), frameSamples, outputRate);
    }

    /** Table 1.19. */
    private static int channels(int configuration) throws MalformedException {
        return switch (configuration) {
            case 0, 1, 2, 3, 4, 5, 6 -> configuration;
            case 11 -> 7;
            case 7, 12, 14 -> 8;
            default -> throw new MalformedException("channel configuration " + configuration + " is reserved");
        };
    }

    private static int objectType(BitReader bits) throws MalformedException {
        int type = (int) bits.bits(5);
        return type == ESCAPE ? 32 + (int) bits.bits(6) : type;
    }

    private static int rate(BitReader bits) throws MalformedException {
        int index = (int) bits.bits(4);
        if (index == EXPLICIT_RATE) {
            int rate = (int) bits.bits(24);
            if (rate < 1 || rate > MAX_RATE) {
                throw new MalformedException("its sample rate is " + rate + " Hz");
            }
            return rate;
        }
        if (index >= RATES.length) {
            throw new MalformedException("sampling frequency index " + index + " is reserved");
        }
        return RATES[index];
    }

    /**
     * The configuration of plain AAC-LC, for a sender that gives none.
     *
     * @param channels 1..6 or 8
     */
    public static ByteBuffer lowComplexity(int sampleRate, int channels) {
        int index = EXPLICIT_RATE;
        for (int i = 0; i < RATES.length; i++) {
            index = RATES[i] == sampleRate ? i : index;
        }
        int configuration = channels == 8 ? 7 : channels;
        ByteBuffer bytes = ByteBuffer.allocate(5);
        if (index != EXPLICIT_RATE) {
            return bytes.putShort((short) ((LOW_COMPLEXITY << 11) | (index << 7) | (configuration << 3)))
                    .flip();
        }
        long all =
                ((long) LOW_COMPLEXITY << 35) | ((long) index << 31) | ((long) sampleRate << 7) | (configuration << 3);
        return bytes.put((byte) (all >> 32)).putInt((int) all).flip();
    }

    /** The codec as MIME types name it (RFC 6381, section 3.3), for example {@code mp4a.40.2}. */
    public String codecs() {
        return String.format(Locale.ROOT, "mp4a.40.%d", objectType);
    }
}
