package io.camkit.sink.mjpeg;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A viewer over a plain socket, which reads exactly as much as it is told to. */
final class MjpegClient implements AutoCloseable {
    private static final int SMALL_WINDOW = 16 * 1024;
    /** A read that waits for ever cannot be interrupted. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final ByteArrayOutputStream ahead = new ByteArrayOutputStream();
    private InputStream input;
    private final Map<String, String> head;

    /** One picture and its header lines; names are in lower case. */
    static final class Part {
        private final Map<String, String> headers;
        private final byte[] picture;

        private Part(Map<String, String> headers, byte[] picture) {
            this.headers = headers;
            this.picture = picture;
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        byte[] picture() {
            return picture;
        }
    }

    private MjpegClient(int port, String path, Map<String, String> headers, int window) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(window);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        input = new BufferedInputStream(socket.getInputStream(), 4096);
        String status = line();
        head = headerLines();
        head.put("status", status.split(" ")[1]);
    }

    static MjpegClient watch(int port, String path) throws IOException {
        return new MjpegClient(port, path, Map.of(), SMALL_WINDOW);
    }

    static MjpegClient watch(int port, String path, Map<String, String> headers) throws IOException {
        return new MjpegClient(port, path, headers, SMALL_WINDOW);
    }

    /** A line of the answer's head; {@code status} is its code. */
    String head(String name) {
        return head.getOrDefault(name, "");
    }

    /** @throws EOFException when the server ended the stream */
    Part next() throws IOException {
        String delimiter = line();
        while (delimiter.isEmpty()) {
            delimiter = line();
        }
        if (!delimiter.equals("--camkit")) {
            throw new IOException("a delimiter was due, not " + delimiter);
        }
        Map<String, String> headers = headerLines();
        int length = Integer.parseInt(headers.getOrDefault("content-length", ""));
        return new Part(headers, input().readNBytes(length));
    }

    /** Takes so many bytes off the connection and no more; {@link #next} finds them there. */
    void readAhead(int bytes) throws IOException {
        ahead.write(input.readNBytes(bytes));
    }

    private InputStream input() {
        if (ahead.size() > 0) {
            input = new SequenceInputStream(new ByteArrayInputStream(ahead.toByteArray()), input);
            ahead.reset();
        }
        return input;
    }

    private Map<String, String> headerLines() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw new EOFException("the server ended the stream");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private int read() throws IOException {
        try {
            return input().read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server neither sent anything nor ended the stream", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
