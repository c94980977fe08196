package io.camkit.testkit.devices;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The client's side of one WebSocket (RFC 6455) on a plain socket, as a small device writes it: every message one masked frame.
 *
 * <p><b>Threading.</b> One thread reads; any thread writes.
 */
final class DeviceSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MAX_HEAD = 8192;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private volatile boolean mute;

    /** @param headers besides those of the upgrade, whole lines */
    DeviceSocket(InetSocketAddress server, String path, List<String> headers) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            headers.forEach(header -> request.append(header).append("\r\n"));
            out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            String head = head();
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IOException(head.lines().findFirst().orElse("nothing"));
            }
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    void text(String message) throws IOException {
        send(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    void send(int opcode, byte[] payload) throws IOException {
        raw(frame(opcode, payload, payload.length));
    }

    /** A frame that says it has {@code length} bytes. The mask is zero, which leaves the payload as it is. */
    static byte[] frame(int opcode, byte[] payload, int length) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(LAST | opcode);
        if (length < SHORT) {
            frame.write(MASKED | length);
        } else if (length <= 0xffff) {
            frame.write(MASKED | SHORT);
            frame.write(length >> 8);
            frame.write(length);
        } else {
            frame.write(MASKED | LONG);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Bytes as they are. */
    synchronized void raw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** The next text message; answers pings on the way. */
    String read() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0xf;
            byte[] payload = in.readNBytes(length());
            switch (opcode) {
                case TEXT -> {
                    return new String(payload, StandardCharsets.UTF_8);
                }
                case PING -> {
                    if (!mute) {
                        send(PONG, payload);
                    }
                }
                case CLOSE -> throw new ClosedException(payload);
                default -> {
                    // of no interest to a device
                }
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return length < SHORT ? length : length == SHORT ? in.readUnsignedShort() : (int) in.readLong();
    }

    /** From now on it answers no ping: nobody is there any more. */
    void mute() {
        mute = true;
    }

    /** The server has closed the WebSocket. */
    static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedException(byte[] payload) {
            super("closed: "
                    + (payload.length < 2
                            ? "without a status"
                            : (((payload[0] & 0xff) << 8) | (payload[1] & 0xff)) + " "
                                    + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)));
        }
    }

    /** Ends without a word, as a device does whose power fails. */
    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is gone, which is what was wanted
        }
    }
}
