package io.camkit.codec.javacv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link Demuxer} is to open. It holds the password in plain, so it is never printed and goes to another process only through the
 * channel.
 *
 * @param url as FFmpeg takes it
 * @param format FFmpeg's demuxer; empty when it is to be found out
 * @param options FFmpeg's options, the allow-lists among them
 * @param paced whether each packet is read only when it is asked for
 * @param loops whether it begins again at its end
 */
record InputOrder(String url, String format, Map<String, String> options, boolean paced, boolean loops) {
    private static final int MAX_OPTIONS = 64;

    InputOrder {
        options = Map.copyOf(options);
    }

    /** Writes it down for another process. */
    ByteBuffer head() {
        int bytes = length(url) + length(format) + Integer.BYTES + 2;
        for (Map.Entry<String, String> option : options.entrySet()) {
            bytes += length(option.getKey()) + length(option.getValue());
        }
        ByteBuffer head = ByteBuffer.allocateDirect(bytes);
        write(head, url);
        write(head, format);
        head.putInt(options.size());
        options.forEach((name, value) -> {
            write(head, name);
            write(head, value);
        });
        return head.put((byte) (paced ? 1 : 0)).put((byte) (loops ? 1 : 0)).flip();
    }

    private static int length(String text) {
        return Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void write(ByteBuffer head, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head.putInt(bytes.length).put(bytes);
    }

    /** Reads what {@link #head()} wrote. */
    static InputOrder of(ByteBuffer head) {
        String url = read(head);
        String format = read(head);
        Map<String, String> options = new LinkedHashMap<>();
        int count = Math.min(head.getInt(), MAX_OPTIONS);
        for (int i = 0; i < count; i++) {
            options.put(read(head), read(head));
        }
        return new InputOrder(url, format, options, head.get() != 0, head.get() != 0);
    }

    private static String read(ByteBuffer head) {
        byte[] bytes = new byte[Math.min(head.getInt(), head.remaining())];
        head.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "an input of " + (format.isEmpty() ? "some format" : format);
    }
}
