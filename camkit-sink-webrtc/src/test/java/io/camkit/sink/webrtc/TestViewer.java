package io.camkit.sink.webrtc;

import io.camkit.Clock;
import io.camkit.sink.webrtc.dtls.DtlsEnd;
import io.camkit.sink.webrtc.dtls.DtlsFingerprint;
import io.camkit.sink.webrtc.dtls.DtlsHandshakes;
import io.camkit.sink.webrtc.dtls.DtlsIdentity;
import io.camkit.sink.webrtc.dtls.DtlsLimits;
import io.camkit.sink.webrtc.dtls.DtlsListener;
import io.camkit.sink.webrtc.dtls.DtlsRole;
import io.camkit.sink.webrtc.dtls.DtlsSession;
import io.camkit.sink.webrtc.srtp.SrtcpEncryptor;
import io.camkit.sink.webrtc.srtp.SrtpDecryptor;
import io.camkit.sink.webrtc.srtp.SrtpKeys;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A WHEP viewer in Java: it checks connectivity, shakes hands, and decrypts what it is sent. */
final class TestViewer implements AutoCloseable, DtlsListener {
    static final int H264 = 102;
    static final int REPAIR = 103;

    private static final long PATIENCE_SECONDS = 20;
    private static final String UFRAG = "view";

    private final DatagramSocket socket;
    private final DtlsHandshakes handshakes;
    private final CompletableFuture<SrtpKeys> keys = new CompletableFuture<>();
    private final CompletableFuture<DtlsEnd> ended = new CompletableFuture<>();
    /** The server may have its keys sooner than the viewer. */
    private final Queue<byte[]> early = new ArrayDeque<>();

    private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
    private @Nullable InetSocketAddress server;
    private @Nullable DtlsSession dtls;
    private @Nullable SrtpDecryptor decryptor;
    private @Nullable SrtcpEncryptor control;

    /** A packet of RTP in clear. */
    record Packet(int type, int sequence, int source, ByteBuffer payload) {}

    TestViewer(Clock clock) throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        handshakes = new DtlsHandshakes(
                DtlsIdentity.create(new SecureRandom(), clock.now()), clock, TestViewer::daemon, DtlsLimits.STANDARD);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "test-viewer");
        thread.setDaemon(true);
        return thread;
    }

    String offer() {
        return """
                v=0
                o=- 1 2 IN IP4 127.0.0.1
                s=-
                t=0 0
                a=group:BUNDLE 0
                m=video 9 UDP/TLS/RTP/SAVPF %1$d %2$d
                c=IN IP4 0.0.0.0
                a=ice-ufrag:%3$s
                a=ice-pwd:abcdefghijklmnopqrstuvwx
                a=fingerprint:%4$s
                a=setup:actpass
                a=mid:0
                a=recvonly
                a=rtcp-mux
                a=rtpmap:%1$d H264/90000
                a=fmtp:%1$d packetization-mode=1;profile-level-id=42c01f
                a=rtpmap:%2$d rtx/90000
                a=fmtp:%2$d apt=%1$d
                """.formatted(H264, REPAIR, UFRAG, handshakes.fingerprint());
    }

    /** Connects, and returns when the keys are there. */
    void connect(String answer) throws Exception {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port(answer)));
        DtlsSession session = handshakes.session(
                DtlsRole.CLIENT, DtlsFingerprint.parse(value(answer, "a=fingerprint:(.*)")), this::send, this);
        dtls = session;
        daemon(() -> receive(session)).start();
        check(value(answer, "a=ice-ufrag:(.*)"), value(answer, "a=ice-pwd:(.*)"));
        session.start();
        SrtpKeys agreed = keys.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        control = new SrtcpEncryptor(agreed.local());
    }

    private static String port(String answer) {
        return value(answer, "a=candidate:\\S+ 1 udp \\d+ 127\\.0\\.0\\.1 (\\d+) typ host");
    }

    private static String value(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new AssertionError(pattern + " is not in " + text);
        }
        return found.group(1).strip();
    }

    /** A connectivity check that nominates this way (RFC 8445, section 7.2.2). */
    private void check(String ufrag, String password) throws GeneralSecurityException {
        byte[] name = (ufrag + ":" + UFRAG).getBytes(StandardCharsets.UTF_8);
        ByteBuffer check = ByteBuffer.allocate(200);
        check.putInt(0x0001_0000).putInt(0x2112_a442).put(new byte[12]);
        check.putShort((short) 6).putShort((short) name.length).put(name);
        check.position((check.position() + 3) & ~3);
        check.putShort((short) 0x25).putShort((short) 0);
        check.putShort(2, (short) (check.position() + 24 - 20));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] digest = mac.doFinal(Arrays.copyOf(check.array(), check.position()));
        check.putShort((short) 8).putShort((short) 20).put(digest);
        check.putShort(2, (short) (check.position() + 8 - 20));
        CRC32 sum = new CRC32();
        sum.update(check.array(), 0, check.position());
        check.putShort((short) 0x8028).putShort((short) 4).putInt((int) sum.getValue() ^ 0x5354_554e);
        send(check.flip());
    }

    private void send(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            // the test is over
        }
    }

    private void receive(DtlsSession session) {
        byte[] bytes = new byte[2048];
        try {
            while (!socket.isClosed()) {
                DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
                socket.receive(datagram);
                take(session, bytes, datagram.getLength());
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void take(DtlsSession session, byte[] bytes, int length) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first >= 20 && first <= 63) {
            session.record(ByteBuffer.wrap(bytes, 0, length));
        } else if (first >= 128 && (second < 192 || second > 223)) {
            early.add(Arrays.copyOf(bytes, length));
        }
        while (keys.isDone() && !early.isEmpty()) {
            media(early.remove());
        }
    }

    private void media(byte[] bytes) {
        SrtpDecryptor known = decryptor == null ? new SrtpDecryptor(keys.join().remote()) : decryptor;
        decryptor = known;
        int plain = known.unprotect(bytes, bytes.length);
        if (plain < 0) {
            throw new AssertionError("refused: " + plain);
        }
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        packets.add(new Packet(
                packet.get(1) & 0x7f,
                packet.getShort(2) & 0xffff,
                packet.getInt(8),
                ByteBuffer.wrap(Arrays.copyOfRange(bytes, 12, plain))));
    }

    /** The next packet of pictures. */
    Packet next() throws InterruptedException {
        Packet next = packets.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no packet came");
        }
        return next;
    }

    /** Sends RTCP feedback: its first four bytes, the media source, and what follows. */
    void feedback(int head, int source, int... rest) {
        ByteBuffer packet = ByteBuffer.allocate(100);
        packet.putInt(head).putInt(1).putInt(source);
        Arrays.stream(rest).forEach(packet::putInt);
        byte[] bytes = packet.array();
        int length = Objects.requireNonNull(control).protect(bytes, packet.position());
        send(ByteBuffer.wrap(bytes, 0, length));
    }

    /** Waits until the server has said good-bye. */
    DtlsEnd awaitEnd() throws Exception {
        return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void established(SrtpKeys agreed) {
        keys.complete(agreed);
    }

    @Override
    public void ended(DtlsEnd how) {
        keys.completeExceptionally(new AssertionError(how.toString()));
        ended.complete(how);
    }

    @Override
    public void close() {
        if (dtls != null) {
            dtls.close();
            ended.join(); // it has said good-bye then
        }
        handshakes.close();
        socket.close();
    }
}
