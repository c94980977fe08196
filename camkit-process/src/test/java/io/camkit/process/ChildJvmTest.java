package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camkit.testkit.ManualClock;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private final ManualClock clock = new ManualClock();

    @Test
    void messagesOfEverySizeComeBackAsTheyWere() throws Exception {
        try (ChildJvm child = Jvms.start(clock, EchoChild.class)) {
            for (int size : new int[] {0, 1, 4096, 1 << 20, (8 << 20) + 7}) {
                ByteBuffer head = ByteBuffer.wrap(new byte[] {1, 2, 3});
                ByteBuffer payload = pattern(size);

                child.messages().send(size % 100, head, payload);

                Message answer = child.messages().receive();
                assertEquals(size % 100, answer.type());
                assertEquals(head, answer.head());
                assertEquals(size, answer.payloadBytes());
                ByteBuffer back = ByteBuffer.allocateDirect(size);
                answer.readPayload(back);
                assertEquals(payload, back.flip());
            }
        }
    }

    private static ByteBuffer pattern(int size) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(size);
        for (int i = 0; i < size; i += 97) {
            bytes.put(i, (byte) (i / 97));
        }
        return bytes;
    }

    @Test
    void aChildThatAnswersLivesHoweverLittleThereIsToSay() throws Exception {
        try (ChildJvm child = Jvms.start(clock, EchoChild.class)) {
            for (int i = 0; i < 40; i++) {
                clock.advance(Duration.ofMillis(250));
                child.messages().send(i, NOTHING, NOTHING);
                assertEquals(i, child.messages().receive().type());
            }
        }
    }

    @Test
    void whatItUsesIsKnown() throws Exception {
        try (ChildJvm child = Jvms.start(clock, EchoChild.class)) {
            assertTrue(child.residentBytes() > 10 << 20, () -> child.residentBytes() + " bytes");
            assertFalse(child.cpuTime().isZero());

            child.end();
            child.cause();

            assertEquals(0, child.residentBytes());
            assertFalse(child.cpuTime().isZero());
        }
    }

    @Test
    void whatAChildSendsAndSaysBeforeItReturnsArrives() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "returns")) {
            assertEquals(
                    "last words",
                    StandardCharsets.US_ASCII
                            .decode(child.messages().receive().head())
                            .toString());
            assertThrows(EOFException.class, () -> child.messages().receive());

            assertEquals("CK-2503", child.cause().code());
            assertEquals(
                    "the child returned 7; it said last: \"first / second\"",
                    child.cause().what());
            assertEquals(List.of("first", "second"), child.said());
        }
    }

    @Test
    void aChildKnowsNamesInEveryAlphabet() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "saysItsEncodings")) {
            assertThrows(EOFException.class, () -> child.messages().receive());

            assertEquals("CK-2503", child.cause().code());
            assertEquals(List.of("UTF-8 UTF-8"), child.said());
        }
    }

    @Test
    void aChildThatNeedsNoNetworkHasNone() throws Exception {
        assumeTrue(Offline.possible(), "this system lets nobody make a network namespace");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(server.getLocalPort());
            try (ChildJvm child = Jvms.startOffline(clock, OddChild.class, "connectsTo", port);
                    ChildJvm other = Jvms.start(clock, OddChild.class, "connectsTo", port)) {
                assertEquals("has no way", textFrom(child));
                assertEquals("connected", textFrom(other));
            }
        }
    }

    @Test
    void aChildWithoutANetworkEndsWithItsThread() throws Exception {
        CompletableFuture<Long> id = new CompletableFuture<>();
        Thread owner = new Thread(() -> {
            try {
                id.complete(Processes.idOf(Jvms.startOffline(clock, EchoChild.class)));
            } catch (InterruptedException e) {
                id.completeExceptionally(e);
            }
        });
        owner.start();

        Processes.awaitGone(id.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aChildEndsWithItsConnection() throws Exception {
        try (ChildJvm child = Jvms.start(clock, EchoChild.class)) {
            child.messages().close();

            assertEquals("the child returned 0", child.cause().what());
        }
    }

    @Test
    void aChildThatSaysALotIsNotHeldUp() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "talksALot")) {
            for (int i = 0; !child.said().contains("line 2999"); i++) {
                clock.advance(Duration.ofMillis(250));
                child.messages().send(i, NOTHING, NOTHING);
                assertEquals(i, child.messages().receive().type());
            }
        }
    }

    @Test
    void whatAChildStartedEndsWithIt() throws Exception {
        ChildJvm child = Jvms.start(clock, OddChild.class, "startsAnother");
        long grandchild = numberFrom(child);

        child.close();
        child.close();

        Processes.awaitGone(grandchild);
    }

    @Test
    void whatADeadChildHasLeftBehindEndsAtItsClose() throws Exception {
        long grandchild;
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "startsAnother")) {
            grandchild = numberFrom(child);
            Processes.signal("KILL", child);
            assertEquals("the child ended by SIGKILL", child.cause().what());
        }
        Processes.awaitGone(grandchild);
    }

    private static long numberFrom(ChildJvm child) throws IOException {
        return Long.parseLong(textFrom(child));
    }

    private static String textFrom(ChildJvm child) throws IOException {
        return StandardCharsets.US_ASCII
                .decode(child.messages().receive().head())
                .toString();
    }

    /** A JVM with one child, for {@link #aChildEndsWithAKilledJvm}. */
    static final class Parent {
        private Parent() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            ChildJvm child = Jvms.start(new ManualClock(), OddChild.class, "hangs");
            System.out.println(Processes.idOf(child));
            child.messages().receive();
        }
    }

    @Test
    void aChildEndsWithAKilledJvm() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            byte[] line = new byte[20];
            int length = jvm.getInputStream().read(line);
            long child = Long.parseLong(new String(line, 0, length, StandardCharsets.US_ASCII).strip());

            jvm.destroyForcibly();

            Processes.awaitGone(child);
        } finally {
            jvm.destroyForcibly();
            assertTrue(jvm.waitFor(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void nothingIsLeftAfterManyChildren() throws Exception {
        Jvms.start(clock, EchoChild.class).close(); // classes are files, too
        long before = descriptors();
        for (int i = 0; i < 5; i++) {
            Jvms.start(clock, EchoChild.class).close();
        }

        assertTrue(descriptors() <= before + 2, () -> "descriptors: " + before + " before, more after");
        assertEquals(0, clock.armed());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/dev/fd"))) {
            return files.count();
        }
    }
}
