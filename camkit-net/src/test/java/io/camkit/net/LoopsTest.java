package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopsTest {
    @Test
    void lentLoopsBringTheirTransportAndAreLeftRunning() {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Loops loops = Loops.on(group);

        assertFalse(loops.isEpoll());
        assertSame(group, loops.group());
        assertEquals(NioServerSocketChannel.class, loops.serverSocketChannel());
        loops.close();
        assertFalse(group.isShuttingDown());
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void loopsOfAnotherKindAreRefused() {
        var group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

        assertThrows(IllegalArgumentException.class, () -> Loops.on(group));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void ownLoopsEndWhenClosed() {
        Loops loops = new Loops(1);
        loops.next().submit(() -> {}).syncUninterruptibly();

        loops.close();

        assertTrue(loops.group().isShuttingDown());
    }
}
