package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.spi.CountedFrame;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrameBufTest {
    private static final int SIZE = 300_000;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Frame frame = Frames.of(Frames.jpeg(), leaks.allocator()).key(7, SIZE);

    @Test
    void theFrameLivesAsLongAsTheLastDuplicate() {
        ByteBuf shared = FrameBuf.of(frame);
        frame.release();
        ByteBuf first = shared.retainedDuplicate();
        ByteBuf second = shared.retainedDuplicate();

        shared.release();
        first.release();
        assertEquals(1, leaks.live());

        second.release();
        assertEquals(0, leaks.live());
    }

    @Test
    void duplicatesAreTheFramesOwnMemory() {
        ByteBuf shared = FrameBuf.of(frame);
        ByteBuf duplicate = shared.retainedDuplicate();

        assertTrue(duplicate.hasMemoryAddress());
        assertEquals(shared.memoryAddress(), duplicate.memoryAddress());
        CountedFrame.memoryOf(frame).put(9, (byte) 42);
        assertEquals(42, duplicate.getByte(9));

        duplicate.release();
        shared.release();
        frame.release();
    }

    @Test
    void itHoldsThePayloadAlone() {
        Memory memory = leaks.allocator().allocate(64);
        memory.buffer().put(10, new byte[] {1, 2, 3});
        Frame window = leaks.allocator().adopt(frame.header(), memory, 10, 3);
        ByteBuf shared = FrameBuf.of(window);
        window.release();

        assertArrayEquals(new byte[] {1, 2, 3}, ByteBufUtil.getBytes(shared));

        shared.release();
        frame.release();
    }

    @Test
    void oneThatIsGoneTellsNobodyAnAddress() {
        ByteBuf shared = FrameBuf.of(frame);
        frame.release();
        shared.release();

        assertThrows(IllegalReferenceCountException.class, shared::memoryAddress);
    }

    @Test
    void memoryThatIsNotDirectIsCopiedOnce() {
        Frame onHeap = new HeapMemory().copy(frame.header(), ByteBuffer.wrap(new byte[] {4, 5}));
        ByteBuf shared = FrameBuf.of(onHeap);
        onHeap.release();
        frame.release();

        assertTrue(shared.isDirect());
        assertArrayEquals(new byte[] {4, 5}, ByteBufUtil.getBytes(shared));
        shared.release();
    }

    @Test
    @Timeout(20)
    void everyChannelSendsIt() throws Exception {
        byte[] expected = new byte[SIZE];
        frame.payload().copyTo(0, expected, 0, SIZE);
        ByteBuf shared = FrameBuf.of(frame);
        frame.release();

        try (Loops loops = new Loops(2)) {
            Channel server = serverOf(shared, loops);
            try {
                for (int i = 0; i < 4; i++) {
                    assertArrayEquals(expected, readAll((InetSocketAddress) server.localAddress()));
                }
            } finally {
                server.close().sync();
            }
        }
        shared.release();
    }

    private static Channel serverOf(ByteBuf shared, Loops loops) throws InterruptedException {
        return new ServerBootstrap()
                .group(loops.next(), loops.next())
                .channel(loops.serverSocketChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new SendOnce(shared));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private static byte[] readAll(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            return socket.getInputStream().readAllBytes();
        }
    }

    private static final class SendOnce extends ChannelInboundHandlerAdapter {
        private final ByteBuf shared;

        SendOnce(ByteBuf shared) {
            this.shared = shared;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(shared.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static final class HeapMemory implements FrameAllocator {
        @Override
        public Memory allocate(int capacity) {
            ByteBuffer buffer = ByteBuffer.allocate(capacity);
            return new Memory() {
                @Override
                public ByteBuffer buffer() {
                    return buffer;
                }

                @Override
                public void release() {}
            };
        }
    }
}
