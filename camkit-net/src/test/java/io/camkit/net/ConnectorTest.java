package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.spi.Step;
import io.camkit.testkit.ManualClock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final Loops loops = new Loops(1);
    private final ManualClock clock = new ManualClock();
    private final Queue<Runnable> lookUps = new ArrayDeque<>();

    @AfterEach
    void closeLoops() {
        loops.close();
    }

    @Test
    void connectsToANameOnAThreadThatMayBlock() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            Future<Channel> connecting = connect(lookUps::add, "localhost", server.getLocalPort());
            assertFalse(connecting.isDone());

            lookUps.remove().run();

            assertTrue(connecting.awaitUninterruptibly().isSuccess());
            assertTheDeadlineIsOver();
        }
    }

    @Test
    void anAddressInDigitsNeedsNoLookUp() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            assertTrue(connect(lookUps::add, LOOPBACK, server.getLocalPort())
                    .awaitUninterruptibly()
                    .isSuccess());
        }
    }

    @Test
    void anUnknownNameSaysSo() {
        assertEquals(
                "CK-2401", failure(connect(Runnable::run, "nobody.invalid", 80)).code());
    }

    @Test
    void aClosedPortSaysSo() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            port = server.getLocalPort();
        }

        CamkitException failure = failure(connect(Runnable::run, LOOPBACK, port));

        assertEquals("CK-2402", failure.code());
        assertEquals(LOOPBACK + ":" + port, failure.where());
    }

    @Test
    void itConnectsToWhatTheResolverAnswersAndTellsHowFarItIs() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            List<Step> steps = new CopyOnWriteArrayList<>();
            Resolver resolver = host -> List.of(InetAddress.getByName(LOOPBACK));
            Future<Channel> connecting = new Connector(loops, clock, Runnable::run, resolver, steps::add)
                    .connect("camera.invalid", server.getLocalPort(), loops.next(), new ChannelInboundHandlerAdapter());

            assertTrue(connecting.awaitUninterruptibly().isSuccess());
            assertEquals(List.of(Step.RESOLVED, Step.CONNECTED), steps);
        }
    }

    @Test
    void whatTheResolverRefusesIsNotConnectedTo() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            List<Step> steps = new CopyOnWriteArrayList<>();
            Future<Channel> connecting = new Connector(loops, clock, Runnable::run, new AddressGuard(), steps::add)
                    .connect(LOOPBACK, server.getLocalPort(), loops.next(), new ChannelInboundHandlerAdapter());

            assertEquals("CK-2410", failure(connecting).code());
            assertEquals(List.of(), steps);
        }
    }

    @Test
    void aLookUpThatTakesTooLongEndsAtTheDeadline() {
        Future<Channel> connecting = connect(lookUps::add, "localhost", 80);

        clock.advance(Connector.DEADLINE.minus(Duration.ofMillis(1)));
        assertFalse(connecting.isDone());
        clock.advance(Duration.ofMillis(1));

        assertEquals("CK-2404", failure(connecting).code());
        lookUps.remove().run();
    }

    @Test
    void whatWasCancelledIsNotBegun() {
        Future<Channel> connecting = connect(lookUps::add, "localhost", 80);

        connecting.cancel(false);
        lookUps.remove().run();

        assertTrue(connecting.isCancelled());
        assertTheDeadlineIsOver();
    }

    @Test
    void whatIsCancelledWhileItConnectsIsClosed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            Promise<Void> gone = loops.next().newPromise();
            Future<Channel> connecting = new Connector(loops, clock, lookUps::add)
                    .connect(LOOPBACK, server.getLocalPort(), loops.next(), new ChannelInboundHandlerAdapter() {
                        @Override
                        public void handlerRemoved(ChannelHandlerContext context) {
                            gone.setSuccess(null);
                        }
                    });

            boolean inTime = connecting.cancel(false);

            assertTrue(!inTime || gone.awaitUninterruptibly(5000));
        }
    }

    private void assertTheDeadlineIsOver() {
        loops.next().submit(() -> {}).awaitUninterruptibly(); // behind the listeners of what is done
        assertEquals(0, clock.armed());
    }

    private Future<Channel> connect(Executor blocking, String host, int port) {
        return new Connector(loops, clock, blocking)
                .connect(host, port, loops.next(), new ChannelInboundHandlerAdapter());
    }

    private static CamkitException failure(Future<Channel> connecting) {
        return (CamkitException) connecting.awaitUninterruptibly().cause();
    }
}
