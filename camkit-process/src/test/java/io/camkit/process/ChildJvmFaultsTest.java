package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmFaultsTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
    private static final ByteBuffer MORE_THAN_A_SOCKET_HOLDS = ByteBuffer.allocateDirect(8 << 20);

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    @Test
    void aCrashIsToldWithItsSignal() throws Exception {
        try (ChildJvm child = Jvms.start(clock, EchoChild.class)) {
            Processes.signal("SEGV", child);

            assertThrows(IOException.class, () -> child.messages().receive());

            assertEquals("CK-2503", child.cause().code());
            assertTrue(child.cause().what().startsWith("the child crashed: SIGSEGV (0xb) at pc="), child.cause()::what);
        }
    }

    @Test
    void aStoppedChildIsKilled() throws Exception {
        try (ChildJvm child = Jvms.start(clock, EchoChild.class)) {
            Processes.signal("STOP", child);

            assertEquals("CK-2504", endAfter(child, Duration.ofSeconds(2)));
        }
    }

    @Test
    void aChildThatHangsInItsHandlerIsKilled() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "hangs")) {
            child.messages().send(1, NOTHING, NOTHING);

            assertEquals("CK-2504", endAfter(child, Duration.ofSeconds(6)));
        }
    }

    @Test
    void aSenderIsNotHeldByAChildThatHangs() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "neverReceives")) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() ->
                    assertThrows(IOException.class, () -> child.messages().send(1, NOTHING, MORE_THAN_A_SOCKET_HOLDS)));

            assertEquals("CK-2504", endAfter(child, Duration.ofSeconds(6)));

            sent.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aChildThatWorksForLongOnOneMessageIsLeftAlone() throws Exception {
        Path done = folder.resolve("done");
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "worksUntil", done.toString())) {
            CompletableFuture<Integer> answer =
                    async(() -> child.messages().receive().type());
            child.messages().send(1, NOTHING, NOTHING);
            for (int look = 0; look < 16; look++) {
                awaitWork(child);
                clock.advance(Duration.ofMillis(125));
            }
            Files.createFile(done);
            child.messages().send(1, NOTHING, NOTHING);

            assertEquals(2, answer.get(10, TimeUnit.SECONDS));
        }
    }

    /** Until it has used some processor time more. */
    private static void awaitWork(ChildJvm child) {
        Duration before = child.cpuTime();
        while (child.cpuTime().equals(before)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private String endAfter(ChildJvm child, Duration time) {
        clock.advance(time);
        assertThrows(IOException.class, () -> child.messages().receive());
        return child.cause().code();
    }

    @Test
    void aChildThatFloodsIsHeldByItsConnection() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "floods")) {
            for (int i = 0; i < 100; i++) {
                assertEquals(64 << 10, child.messages().receive().payloadBytes());
            }
        }
    }

    @Test
    void aChildThatSendsWhatIsNoMessageIsKilled() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "sendsBytes", "00000001000100010000000000")) {
            assertThrows(IOException.class, () -> child.messages().receive());

            assertEquals("CK-2506", child.cause().code());
            assertEquals(
                    "the child sent what is no message: a message with a head of 65537 bytes",
                    child.cause().what());
        }
    }

    @Test
    void aChildThatTakesTooMuchMemoryIsKilled() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "takesNativeMemory")) {
            child.messages().receive();

            assertEquals("CK-2505", endAfter(child, Duration.ofMillis(250)));
        }
    }

    @Test
    void aChildWhoseHeapIsTooSmallSaysSo() throws Exception {
        try (ChildJvm child = Jvms.start(clock, OddChild.class, "takesHeap")) {
            assertThrows(IOException.class, () -> child.messages().receive());

            assertEquals("CK-2505", child.cause().code());
            assertEquals(
                    "the child needed more than the 16 MB of its heap",
                    child.cause().what());
        }
    }

    @Test
    void aChildThatReturnsBeforeItConnectsIsTold() {
        CamkitException failure =
                assertThrows(CamkitException.class, () -> Jvms.start(clock, OddChild.class, "returnsBeforeItConnects"));

        assertEquals("CK-2503", failure.code());
        assertEquals("the child returned 7", failure.what());
        assertEquals(0, clock.armed());
    }

    @Test
    void aChildThatNeverConnectsIsKilled() throws Exception {
        Path address = folder.resolve("address");
        CompletableFuture<ChildJvm> child =
                async(() -> Jvms.start(clock, OddChild.class, "neverConnects", address.toString()));
        Path socket = awaitText(address);

        clock.advance(Duration.ofSeconds(10));

        ExecutionException failure = assertThrows(ExecutionException.class, () -> child.get(10, TimeUnit.SECONDS));
        assertTrue(String.valueOf(failure.getMessage()).contains("CK-2502"), failure::toString);
        assertFalse(Files.exists(socket.getParent()), "a folder is left");
        assertEquals(0, clock.armed());
    }

    @Test
    void anInterruptEndsTheWaitForAChild() throws Exception {
        Path address = folder.resolve("address");
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread owner = new Thread(() -> ended.complete(isInterrupted(address)));
        owner.start();
        Path socket = awaitText(address);

        owner.interrupt();

        assertTrue(ended.get(10, TimeUnit.SECONDS));
        assertFalse(Files.exists(socket.getParent()), "a folder is left");
    }

    private boolean isInterrupted(Path address) {
        try {
            Jvms.start(clock, OddChild.class, "neverConnects", address.toString());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static Path awaitText(Path file) throws IOException {
        for (int tenth = 0; tenth < 100; tenth++) {
            if (Files.exists(file) && Files.size(file) > 0) {
                return Path.of(Files.readString(file));
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("the child did not begin");
    }

    @Test
    void aClosedChildStaysClosed() throws Exception {
        ChildJvm child = Jvms.start(clock, EchoChild.class);
        child.close();

        assertThrows(IOException.class, () -> child.messages().send(1, NOTHING, NOTHING));
        assertThrows(IOException.class, () -> child.messages().receive());
        assertEquals(List.of(), child.said());
    }

    private static <T> CompletableFuture<T> async(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }
}
