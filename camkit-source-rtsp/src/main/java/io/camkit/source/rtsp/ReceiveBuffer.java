package io.camkit.source.rtsp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * The one piece of memory that a connection reads into: the socket writes behind what waits for more, the parser reads in place.
 *
 * <p><b>Threading.</b> The channel's loop.
 */
final class ReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int CAPACITY = 128 * 1024;
    /** Up to here, what waits may begin and still find room to become whole. */
    private static final int LAST_START = CAPACITY - InterleavedParser.MAX_UNIT;

    private final ByteBuf socketSide;
    private final ByteBuffer parserSide;

    ReceiveBuffer(ByteBufAllocator memory) {
        socketSide = memory.directBuffer(CAPACITY, CAPACITY);
        parserSide = socketSide.nioBuffer(0, CAPACITY);
    }

    /** What has been received and not yet taken, from position to limit. */
    ByteBuffer received() {
        return parserSide.limit(socketSide.writerIndex()).position(socketSide.readerIndex());
    }

    /** Copies as much of {@code bytes} as there is room for, which is something as long as the parser takes whatever is whole. */
    void append(ByteBuf bytes) {
        socketSide.writeBytes(bytes, Math.min(bytes.readableBytes(), socketSide.writableBytes()));
    }

    /** The parser has come as far as the position of {@link #received()}. */
    void taken() {
        socketSide.readerIndex(parserSide.position());
        if (!socketSide.isReadable()) {
            socketSide.clear();
        } else if (socketSide.readerIndex() > LAST_START) {
            socketSide.discardReadBytes();
        }
    }

    /** The connection is over. */
    void release() {
        socketSide.release();
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return socketSide.writableBytes();
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator ignored) {
                return socketSide.retain();
            }
        };
    }
}
