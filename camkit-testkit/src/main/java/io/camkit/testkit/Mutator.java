package io.camkit.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages inputs: flips bits, overwrites numbers, cuts, doubles, inserts and mixes. The same seeds give the same damage. */
final class Mutator {
    private static final int MAX_STEPS = 6;
    private static final int MAX_PIECE = 64;
    private static final int MAX_GROWTH = 4096;
    private static final long[] NUMBERS = {
        0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000L, -1
    };
    private static final String[] WORDS = {
        "0",
        "-1",
        "99999999999999999999",
        "2147483648",
        "\r\n",
        "\r\n\r\n",
        ";",
        ",",
        "=",
        ":",
        "/",
        "%00",
        "\u0000",
        "<",
        "&",
        "\""
    };

    private final List<byte[]> seeds;
    private final SplittableRandom random;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] input = seed().clone();
        int most = 2 * input.length + MAX_GROWTH;
        for (int steps = 1 + random.nextInt(MAX_STEPS); steps > 0; steps--) {
            input = damaged(input);
        }
        return input.length > most ? Arrays.copyOf(input, most) : input;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] damaged(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int length = Math.min(random.nextInt(MAX_PIECE), input.length - at);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input);
            case 1 -> overwritten(input, at, random.nextInt(1, 5));
            case 2 -> Arrays.copyOf(input, at);
            case 3 -> spliced(input, at, at + length, new byte[0]);
            case 4 -> spliced(input, at, at, Arrays.copyOfRange(input, at, at + length));
            case 5 -> spliced(input, at, at, noise());
            case 6 -> spliced(input, at, at + length, noise());
            case 7 -> spliced(input, at, at + Math.min(length, 8), word());
            default -> mixed(input, at);
        };
    }

    private byte[] flipped(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return input;
    }

    private byte[] overwritten(byte[] input, int at, int bytes) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int i = 0; i < bytes && at + i < input.length; i++) {
            input[at + i] = (byte) (number >> (Byte.SIZE * (bytes - 1 - i)));
        }
        return input;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(MAX_PIECE)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] word() {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.US_ASCII);
    }

    /** The beginning of one and the end of another. */
    private byte[] mixed(byte[] input, int at) {
        byte[] other = seed();
        int from = random.nextInt(other.length + 1);
        return spliced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
        byte[] result = new byte[from + piece.length + input.length - to];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(input, to, result, from + piece.length, input.length - to);
        return result;
    }
}
