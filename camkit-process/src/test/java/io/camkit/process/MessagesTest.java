package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides in one JVM. */
class MessagesTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
    private static final ByteBuffer MORE_THAN_A_SOCKET_HOLDS = ByteBuffer.allocateDirect(8 << 20);

    private final Window window = new Window();
    private final SocketChannel childsEnd;
    private final Messages parent;

    MessagesTest() throws IOException {
        try (MeetingPoint meeting = MeetingPoint.open()) {
            childsEnd = SocketChannel.open(UnixDomainSocketAddress.of(meeting.address()));
            parent = Messages.toChild(meeting.accept(), window, Runnable::run);
        }
    }

    @AfterEach
    void close() throws IOException {
        parent.close();
        childsEnd.close();
    }

    private void childWrites(String hex) throws IOException {
        childsEnd.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private String childReads(int bytes) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(bytes);
        while (read.hasRemaining() && childsEnd.read(read) >= 0) {}
        return HexFormat.of().formatHex(read.array());
    }

    @Test
    void whatIsSentIsUnchanged() throws IOException {
        ByteBuffer head = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);

        parent.send(5, head, NOTHING);

        assertEquals("0000000500000002000000000102", childReads(14));
        assertEquals(1, head.position());
    }

    @ParameterizedTest
    @CsvSource({
        "00000001000100010000000000, head of 65537 bytes",
        "00000001ffffffff0000000000, head of -1 bytes",
        "000000010000000004000001, message of 67108865 bytes",
        "00000001000000008000000000, message of -2147483648 bytes",
        "ffffffff0000000000000000, taken that nobody sent",
        "fffffffd0000000000000000, answered that nobody sent",
        "fffffffe0000000000000000, message of type -2",
        "800000000000000000000000, message of type -2147483648"
    })
    void whatIsNoMessageEndsTheConnection(String hex, String what) throws IOException {
        childWrites(hex);

        ProtocolException fault = assertThrows(ProtocolException.class, parent::receive);

        assertTrue(String.valueOf(fault.getMessage()).endsWith(what), fault::toString);
        assertEquals(fault, parent.fault());
        assertThrows(ClosedChannelException.class, parent::receive);
    }

    @Test
    void messagesOverTheLimitsAreNotSent() throws IOException {
        ByteBuffer large = ByteBuffer.allocate(Messages.MAX_HEAD_BYTES + 1);

        assertThrows(IllegalArgumentException.class, () -> parent.send(1, large, NOTHING));
        assertThrows(IllegalArgumentException.class, () -> parent.send(-1, NOTHING, NOTHING));

        parent.send(2, NOTHING, NOTHING);
        assertEquals("000000020000000000000000", childReads(12));
    }

    @Test
    void aMessageIsOverWhenTheNextIsThere() throws IOException {
        childWrites("00000001" + "00000000" + "00000002" + "0102" + "00000002" + "00000001" + "00000002" + "030405");
        Message first = parent.receive();
        Message second = parent.receive();

        assertThrows(IllegalStateException.class, () -> first.readPayload(ByteBuffer.allocate(1)));
        ByteBuffer payload = ByteBuffer.allocate(5);
        second.readPayload(payload);
        assertEquals(ByteBuffer.wrap(new byte[] {4, 5}), payload.flip());
        assertEquals(ByteBuffer.wrap(new byte[] {3}), second.head());
    }

    @Test
    void aSenderWaitsUntilTheMessageBeforeTheLastIsTaken() throws Exception {
        parent.send(1, NOTHING, NOTHING);
        parent.send(1, NOTHING, NOTHING);
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> send(2));
        childReads(24);
        assertFalse(third.isDone());

        childWrites("ffffffff0000000000000000" + "000000030000000000000000");
        assertEquals(3, parent.receive().type());

        third.get(10, TimeUnit.SECONDS);
    }

    private void send(int type) {
        try {
            parent.send(type, NOTHING, NOTHING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPingIsSentWhenNothingElseIsOnItsWay() throws IOException {
        parent.ping();
        parent.ping();
        parent.send(1, NOTHING, NOTHING);
        parent.ping();

        assertEquals("fffffffe0000000000000000" + "000000010000000000000000", childReads(24));
        assertFalse(window.isEmpty());
    }

    @Test
    void aPingIsWrittenByAThreadThatIsLent() throws IOException {
        List<Runnable> work = new ArrayList<>();
        try (MeetingPoint meeting = MeetingPoint.open();
                SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(meeting.address()));
                Messages talking = Messages.toChild(meeting.accept(), new Window(), work::add)) {
            other.configureBlocking(false);

            talking.ping();

            assertEquals(0, other.read(ByteBuffer.allocate(12)));
            work.forEach(Runnable::run);
            assertEquals(12, other.read(ByteBuffer.allocate(12)));
        }
    }

    @Test
    void noPingIsNeededWhereSomethingWasTaken() throws IOException {
        parent.send(1, NOTHING, NOTHING);
        childWrites("ffffffff0000000000000000" + "000000030000000000000000");
        parent.receive();

        parent.ping();
        parent.send(2, NOTHING, NOTHING);

        assertEquals("000000010000000000000000" + "000000020000000000000000", childReads(24));
    }

    @Test
    void thatAMessageWasTakenIsSaidWithWhatIsSentNext() throws IOException {
        try (MeetingPoint meeting = MeetingPoint.open();
                Messages child =
                        Messages.toParent(new String[] {meeting.address().toString()});
                SocketChannel parentsEnd = meeting.accept()) {
            parentsEnd.write(ByteBuffer.wrap(HexFormat.of().parseHex("000000010000000000000000")));
            child.receive();
            child.send(5, NOTHING, NOTHING);

            ByteBuffer read = ByteBuffer.allocate(24);
            while (read.hasRemaining() && parentsEnd.read(read) >= 0) {}
            assertEquals(
                    "ffffffff0000000000000000" + "000000050000000000000000",
                    HexFormat.of().formatHex(read.array()));
        }
    }

    @Test
    void aClosedConnectionLetsASenderGo() throws Exception {
        parent.send(1, NOTHING, NOTHING);
        parent.send(1, NOTHING, NOTHING);
        CompletableFuture<Void> third = CompletableFuture.runAsync(
                () -> assertThrows(ClosedChannelException.class, () -> parent.send(2, NOTHING, NOTHING)));

        parent.close();

        third.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receive", "send", "write", "read"})
    void anInterruptEndsEveryWait(String where) throws Exception {
        childWrites("00000001" + "00000000" + "00000100" + "01"); // the first byte of a payload of 256
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                waitIn(where);
            } catch (ClosedByInterruptException e) {
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            } catch (Throwable e) {
                stillInterrupted.completeExceptionally(e);
            }
        });
        waiting.start();

        waiting.interrupt();

        assertTrue(stillInterrupted.get(10, TimeUnit.SECONDS));
    }

    private void waitIn(String where) throws IOException {
        switch (where) {
            case "send" -> {
                parent.send(1, NOTHING, NOTHING);
                parent.send(1, NOTHING, NOTHING);
                parent.send(1, NOTHING, NOTHING);
            }
            case "write" -> parent.send(1, NOTHING, MORE_THAN_A_SOCKET_HOLDS);
            case "read" -> parent.receive().readPayload(ByteBuffer.allocateDirect(256));
            default -> {
                parent.receive();
                parent.receive();
            }
        }
    }
}
