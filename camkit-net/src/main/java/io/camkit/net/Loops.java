package io.camkit.net;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that every network plugin of one kit shares, and the transport that fits them: epoll where there is one, else NIO.
 *
 * <p>A plugin asks its context for {@code Loops}; the kit makes it at first request and closes it.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Loops implements AutoCloseable {
    private static final long CLOSE_MILLIS = 1000;

    private final boolean epoll;
    private final boolean lent;
    private final IoEventLoopGroup group;

    /** Loops on {@code threads} threads, which start when first used. */
    public Loops(int threads) {
        epoll = Epoll.isAvailable();
        lent = false;
        IoHandlerFactory handler = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("camkit-loop", true), handler);
    }

    private Loops(IoEventLoopGroup lender) {
        epoll = lender.isIoType(EpollIoHandler.class);
        lent = true;
        group = lender;
    }

    /**
     * The loops of an application that has some, of epoll or of NIO. Whoever made them ends them: {@link #close} leaves them alone.
     *
     * <p>For a kit: {@code kit.provide(Loops.class, Loops.on(group))} before anything asks for loops.
     */
    public static Loops on(IoEventLoopGroup group) {
        if (!group.isIoType(EpollIoHandler.class) && !group.isIoType(NioIoHandler.class)) {
            throw new IllegalArgumentException("event loops of epoll or NIO are needed, got " + group);
        }
        return new Loops(group);
    }

    /** Whether these are loops of Linux's epoll, whose channels have options that others lack. */
    public boolean isEpoll() {
        return epoll;
    }

    /** All of them, for a server. */
    public IoEventLoopGroup group() {
        return group;
    }

    /** One of the loops, in turn. */
    public EventLoop next() {
        return group.next();
    }

    /** What TCP clients of these loops are made of. */
    public Class<? extends SocketChannel> socketChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** What TCP servers of these loops are made of. */
    public Class<? extends ServerSocketChannel> serverSocketChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** What UDP sockets of these loops are made of. */
    public Class<? extends DatagramChannel> datagramChannel() {
        return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    /** Closes every channel and ends the threads within a second, unless they are lent. */
    @Override
    public void close() {
        if (lent) {
            return;
        }
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
