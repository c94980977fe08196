package io.camkit.testkit.devices;

import io.camkit.spi.Nullable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One client of a {@link FakeRtspCamera}: answers its requests (RFC 2326) and sends it packets (RFC 3550) over the same connection.
 *
 * <p><b>Threading.</b> Requests are read on a thread of its own; anybody sends.
 */
final class FakeRtspSession {
    private static final int SSRC = 0x1234;
    private static final int RTP = 0x80;
    private static final int PAYLOAD_TYPE = 96;
    private static final int MARKER = 0x80;
    private static final int SENDER_REPORT = 200;
    private static final int RTP_HEADER = 12;
    private static final int INTERLEAVED_HEADER = 4;
    /** So few packets before the sequence number, and time before the time stamp begin again. */
    private static final int CLOSE_TO_WRAP = 0xFFFF - 20;

    private static final long TICKS_CLOSE_TO_WRAP = 0xFFFF_FFFFL - 90_000;

    private final FakeRtspCamera camera;
    private final Socket client;
    private final boolean wrapsSoon;
    private int sequence;
    private @Nullable Long firstTicks;
    private boolean playing;
    private boolean frozen;

    FakeRtspSession(FakeRtspCamera camera, Socket client, boolean wrapsSoon) {
        this.camera = camera;
        this.client = client;
        this.wrapsSoon = wrapsSoon;
        this.sequence = wrapsSoon ? CLOSE_TO_WRAP : 1000;
    }

    void start() {
        Thread thread = new Thread(this::serve, "fake-rtsp-session");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (client) {
            InputStream input = new BufferedInputStream(client.getInputStream());
            while (true) {
                answer(request(input));
            }
        } catch (IOException e) {
            camera.ended(this);
        }
    }

    /** The next request; packets that come before it are skipped. */
    private static String request(InputStream input) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (text.isEmpty() && next == '$') {
                byte[] header = input.readNBytes(INTERLEAVED_HEADER - 1);
                input.skipNBytes(((header[1] & 0xff) << 8) | (header[2] & 0xff));
            } else {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private void answer(String request) {
        String method = request.substring(0, request.indexOf(' '));
        String more = switch (method) {
            case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n\r\n";
            case "DESCRIBE" -> described(camera.description());
            case "SETUP" -> "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1;timeout=60\r\n\r\n";
            default -> "Session: 1\r\n\r\n";
        };
        send(("RTSP/1.0 200 OK\r\nCSeq: " + sequenceOf(request) + "\r\n" + more).getBytes(StandardCharsets.US_ASCII));
        if (method.equals("PLAY")) {
            play();
        }
    }

    private static String described(String description) {
        return "Content-Type: application/sdp\r\nContent-Length: " + description.length() + "\r\n\r\n" + description;
    }

    private static String sequenceOf(String request) {
        int from = request.indexOf("CSeq:") + "CSeq:".length();
        return request.substring(from, request.indexOf("\r\n", from)).strip();
    }

    private synchronized void play() {
        playing = true;
    }

    /** Sends an access unit, one packet a NAL unit. */
    @SuppressWarnings("ByteBufferBackingArray") // each packet has an array of its own
    synchronized void frame(H264Clip clip, long ticks, int number, boolean key) {
        if (!playing) {
            return;
        }
        List<byte[]> units = clip.units(number, key);
        for (int i = 0; i < units.size(); i++) {
            byte[] unit = units.get(i);
            boolean last = i == units.size() - 1;
            ByteBuffer packet = interleaved(0, RTP_HEADER + unit.length)
                    .put((byte) RTP)
                    .put((byte) (last ? MARKER | PAYLOAD_TYPE : PAYLOAD_TYPE))
                    .putShort((short) sequence++)
                    .putInt((int) stamp(ticks))
                    .putInt(SSRC)
                    .put(unit);
            send(packet.array());
        }
    }

    /** Sends a sender report (RFC 3550, section 6.4.1) that says nothing of the wall clock. */
    synchronized void report(long ticks) {
        if (playing) {
            send(interleaved(1, 28)
                    .put((byte) RTP)
                    .put((byte) SENDER_REPORT)
                    .putShort((short) 6)
                    .putInt(SSRC)
                    .putLong(0)
                    .putInt((int) stamp(ticks))
                    .putInt(0)
                    .putInt(0)
                    .array());
        }
    }

    private long stamp(long ticks) {
        if (firstTicks == null) {
            firstTicks = ticks;
        }
        return wrapsSoon ? TICKS_CLOSE_TO_WRAP + ticks - firstTicks : ticks;
    }

    private static ByteBuffer interleaved(int channel, int length) {
        return ByteBuffer.allocate(INTERLEAVED_HEADER + length)
                .put((byte) '$')
                .put((byte) channel)
                .putShort((short) length);
    }

    /** Nothing goes out any more. */
    synchronized void freeze() {
        frozen = true;
    }

    synchronized void send(byte[] bytes) {
        if (frozen) {
            return;
        }
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        try {
            client.close();
        } catch (IOException e) {
            // it is closed one way or another
        }
    }
}
