package io.camkit.http;

import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Bytes to one viewer on a channel that has nothing else to do any more.
 *
 * <p>It is writable when nothing waits: a viewer who stalls costs what was written last and the socket's buffers. Behind bytes that the
 * socket did not take stands one empty buffer, and when that is through there is room again; a viewer who keeps up costs no event.
 *
 * <p><b>Threading.</b> As {@link Outbound}; what is not said there, on the loop.
 */
abstract class ChannelOutbound extends ChannelInboundHandlerAdapter
        implements Outbound, Deadlines.Swept, RouteTable.Began {
    private static final long FAREWELL = Duration.ofSeconds(1).toNanos();

    /** Why it ended, for the metrics. */
    enum End {
        VISITOR,
        HANDLER,
        REVOKED,
        UNMOUNTED,
        NO_PROGRESS,
        PROTOCOL,
        SHUTDOWN
    }

    private final HttpConnection connection;
    private final Channel channel;
    private final EventLoop loop;
    private final Progress progress;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private Runnable whenWritable = () -> {};
    private Grant.Registration revocation = () -> {};
    private RouteTable.@Nullable Mounted mount;
    private boolean open;
    private boolean waiting;
    private @Nullable End end;
    private boolean closed;
    private long closeBy;

    ChannelOutbound(HttpConnection connection) {
        this.connection = connection;
        this.channel = connection.channel();
        this.loop = channel.eventLoop();
        this.progress = new Progress(channel, connection.site().clock().nanos());
    }

    Channel channel() {
        return channel;
    }

    HttpConnection connection() {
        return connection;
    }

    /** What {@code bytes} look like to the pipeline. */
    abstract Object message(ByteBuf bytes);

    /** Writes what this kind of stream says last. */
    abstract void farewell(End why);

    boolean isOpen() {
        return open && end == null;
    }

    /** Takes over the channel. The answer's head is on its way. */
    void open(Grant grant, RouteTable.Mounted from) {
        connection.handOver(this);
        open = true;
        mount = from;
        from.began(this);
        revocation = grant.onRevoked(() -> finish(End.REVOKED));
        if (end != null) {
            leave(end);
        }
        if (!channel.isActive()) {
            closed();
        }
    }

    /** Ends it without a channel of its own: somebody else answers. */
    void neverOpen() {
        onLoop(this::closed);
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public boolean writable() {
        return open && end == null && !waiting && progress.pending() == 0;
    }

    @Override
    public void write(ByteBuf bytes) {
        if (isOpen()) {
            channel.write(message(bytes), channel.voidPromise());
        } else {
            bytes.release();
        }
    }

    @Override
    public void flush() {
        if (open && end == null) {
            channel.flush();
            if (!waiting && progress.pending() > 0) {
                awaitRoom();
            }
        }
    }

    /** The marker counts among the waiting bytes until its listeners have run; whoever is told looks a moment later. */
    private void awaitRoom() {
        waiting = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(through -> {
            if (through.isSuccess()) {
                loop.execute(this::roomAgain);
            }
        });
    }

    /** There may be room: tells whoever waits for it, or waits on. */
    void roomAgain() {
        waiting = false;
        if (progress.pending() > 0) {
            awaitRoom();
        } else if (isOpen()) {
            whenWritable.run();
        }
    }

    @Override
    public void onWritable(Runnable task) {
        onLoop(() -> whenWritable = task);
    }

    @Override
    public void onClose(Runnable task) {
        onLoop(() -> {
            if (closed) {
                task.run();
            } else {
                whenClosed.add(task);
            }
        });
    }

    @Override
    public void close() {
        finish(End.HANDLER);
    }

    @Override
    public void unmounted() {
        finish(End.UNMOUNTED);
    }

    /** Ends it: what is queued goes out first, for a second at most. Any thread. */
    void finish(End why) {
        onLoop(() -> {
            if (end != null) {
                return;
            }
            end = why;
            closeBy = connection.site().clock().nanos() + FAREWELL;
            if (open) {
                leave(why);
            }
        });
    }

    private void leave(End why) {
        farewell(why);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // the loops are closed, and every channel with them
        }
    }

    @Override
    public void sweep(long now) {
        if (end != null && now - closeBy >= 0) {
            channel.close();
        } else if (end == null && progress.stuck(now)) {
            end = End.NO_PROGRESS;
            channel.close();
        }
    }

    @Override
    public void abort() {
        end = end == null ? End.SHUTDOWN : end;
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.site().deadlines().add(loop, this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        channel.close();
    }

    private void closed() {
        if (closed) {
            return;
        }
        closed = true;
        end = end == null ? End.VISITOR : end;
        connection.site().deadlines().remove(loop, this);
        revocation.close();
        if (mount != null) {
            mount.ended(this);
        }
        if (open) {
            connection.site().streamEnded(end.name().toLowerCase(Locale.ROOT));
        }
        List<Runnable> tasks = List.copyOf(whenClosed);
        whenClosed.clear();
        tasks.forEach(Runnable::run);
    }
}
