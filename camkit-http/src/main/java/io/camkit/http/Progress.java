package io.camkit.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/** Notices that bytes wait to be sent and none goes. Used on the channel's loop alone. */
final class Progress {
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private final Channel channel;
    private long waiting;
    private long sent;
    private long since;

    Progress(Channel channel, long nowNanos) {
        this.channel = channel;
        this.since = nowNanos;
    }

    /** Bytes that were written and wait in memory. */
    long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Whether the same bytes have been waiting for ten seconds. */
    boolean stuck(long nowNanos) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long nowWaiting = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        long nowSent = buffer == null ? 0 : buffer.currentProgress();
        if (nowWaiting == 0 || nowWaiting != waiting || nowSent != sent) {
            waiting = nowWaiting;
            sent = nowSent;
            since = nowNanos;
        }
        return nowNanos - since >= PATIENCE;
    }
}
