package io.camkit.source.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterleavedParserTest {
    private static final String OK = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";
    private static final String DESCRIBED = "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 5\r\n\r\nv=0\r\n";

    private final InterleavedParser parser = new InterleavedParser(new RtspFaults("rtsp://cam/"));
    private final Found found = new Found();

    @Test
    void handsOverPacketsAndMessagesInTheirOrder() {
        feed(bytes(OK, packet(0, "abc"), DESCRIBED, packet(1, ""), "\r\n", packet(255, "z")));

        assertEquals(List.of("200", "0:abc", "200 v=0\r\n", "1:", "255:z"), found.all);
    }

    @Test
    void findsTheSameHoweverTheBytesAreCut() {
        byte[] all = bytes(OK, packet(0, "abc"), DESCRIBED, packet(7, "$RTSP/1.0"), OK);
        for (int size = 1; size < all.length; size++) {
            var pieces = new Found();
            feedInPiecesOf(size, all, new InterleavedParser(new RtspFaults("")), pieces);
            assertEquals(List.of("200", "0:abc", "200 v=0\r\n", "7:$RTSP/1.0", "200"), pieces.all, "pieces of " + size);
        }
    }

    @Test
    void leavesWhatIsNotWholeInTheBuffer() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(packet(0, "abc"), "$"));

        parser.parse(buffer, found);

        assertEquals(1, buffer.remaining());
    }

    @Test
    void readsAnAnswerWithBareLineFeedsAndFoldedFields() {
        feed(bytes("""
                RTSP/1.0 401 Unauthorized
                CSeq: 3
                WWW-Authenticate: Digest realm="a",
                 nonce="b"
                www-authenticate: Basic realm="a"

                """));

        RtspMessage message = found.messages.get(0);
        assertEquals(401, message.status());
        assertEquals(3, message.number("cseq", 0));
        assertEquals(List.of("Digest realm=\"a\", nonce=\"b\"", "Basic realm=\"a\""), message.all("WWW-Authenticate"));
    }

    @Test
    void readsARequestOfTheServer() {
        feed(bytes("GET_PARAMETER rtsp://cam/ RTSP/1.0\r\nCSeq: 9\r\n\r\n"));

        assertTrue(found.messages.get(0).isRequest());
        assertEquals("GET_PARAMETER", found.messages.get(0).phrase());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "\u0000\u0001",
                "<html>",
                "RTSP/1.0 OK\n\n"
            })
    void otherProtocolsAreNamedAsSuch(String text) {
        assertEquals("CK-2102", failure(bytes(text)).code());
    }

    @Test
    void strayBytesAfterTheFirstMessageAreSkipped() {
        feed(bytes(OK, "\u0000\u0001xyz", packet(0, "abc"), "GARBAGE?", OK, "?$$$", packet(1, "z"), "RT", DESCRIBED));

        assertEquals(List.of("200", "0:abc", "200", "1:z", "200 v=0\r\n"), found.all);
    }

    @Test
    void moreStrayBytesThanAnAccidentLeavesAreRefused() {
        feed(bytes(OK));

        assertEquals("CK-2102", failure(bytes("\u0000".repeat(70_000))).code());
    }

    @Test
    void whatIsQuotedInAnErrorIsShortAndPrintable() {
        String what = failure(bytes("A\u0007" + "x".repeat(500) + "\r\n\r\n")).what();

        assertTrue(what.contains("\"A?xxx") && what.length() < 120, what);
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        assertEquals(
                "CK-2113",
                failure(bytes("RTSP/1.0 200 OK\r\nX: " + "y".repeat(16 * 1024))).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"65537", "-1", "1e3", "99999999999999"})
    void aBodyBeyondTheLimitIsRefusedByItsHead(String length) {
        assertEquals(
                "CK-2113",
                failure(bytes("RTSP/1.0 200 OK\r\nContent-Length: " + length + "\r\n\r\n"))
                        .code());
    }

    private CamkitException failure(byte[] bytes) {
        return assertThrows(CamkitException.class, () -> feed(bytes));
    }

    private void feed(byte[] bytes) {
        parser.parse(ByteBuffer.wrap(bytes), found);
    }

    static void feedInPiecesOf(int size, byte[] all, InterleavedParser parser, InterleavedParser.Listener listener) {
        ByteBuffer buffer = ByteBuffer.allocate(InterleavedParser.MAX_UNIT + size);
        for (int at = 0; at < all.length; at += size) {
            buffer.put(all, at, Math.min(size, all.length - at)).flip();
            parser.parse(buffer, listener);
            buffer.compact();
        }
    }

    private static byte[] packet(int channel, String payload) {
        return bytes("$", new byte[] {(byte) channel, 0, (byte) payload.length()}, payload);
    }

    private static byte[] bytes(Object... parts) {
        var all = new ByteArrayOutputStream();
        for (Object part : parts) {
            all.writeBytes(part instanceof byte[] raw ? raw : part.toString().getBytes(UTF_8));
        }
        return all.toByteArray();
    }

    static final class Found implements InterleavedParser.Listener {
        final List<String> all = new ArrayList<>();
        final List<RtspMessage> messages = new ArrayList<>();

        @Override
        public void onPacket(int channel, ByteBuffer packet) {
            all.add(channel + ":" + UTF_8.decode(packet));
        }

        @Override
        public boolean expects(int channel) {
            return channel < 2;
        }

        @Override
        public void onMessage(RtspMessage message) {
            messages.add(message);
            all.add(text(message));
        }

        private static String text(RtspMessage message) {
            return message.body().isEmpty()
                    ? String.valueOf(message.status())
                    : message.status() + " " + message.body();
        }
    }
}
