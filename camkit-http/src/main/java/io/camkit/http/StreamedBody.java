package io.camkit.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;

/** A body without an announced length: it ends with the connection (RFC 9112, section 6.3), so that bytes go out as they are. */
final class StreamedBody extends ChannelOutbound {
    private static final long MAX_JUNK = 64 * 1024;
    private long junk;

    StreamedBody(HttpConnection connection) {
        super(connection);
    }

    /** Sends the head and takes the channel over. */
    void begin(HttpResponse head, Grant grant, RouteTable.Mounted mount) {
        channel().writeAndFlush(head);
        open(grant, mount);
        channel().pipeline().remove(HttpResponseEncoder.class);
        channel().pipeline().remove(connection().decoder());
        channel().config().setAutoRead(true);
    }

    @Override
    Object message(ByteBuf bytes) {
        return bytes;
    }

    @Override
    void farewell(End why) {}

    /** Nothing more is expected from the client; reading on is how its leaving is noticed. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        junk += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (junk > MAX_JUNK) {
            finish(End.PROTOCOL);
        }
    }
}
