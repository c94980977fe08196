package io.camkit.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's strict decoder, one request at a time: what a client sends ahead waits undecoded until the answer is out. It also refuses what
 * other servers may read differently: folded header lines (RFC 9112, section 5.2), and a length beside a transfer coding (section 6.1).
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_LINE = RequestTarget.MAX_LENGTH + 32;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_AHEAD = 16 * 1024;

    private final HttpConnection connection;
    private boolean inHead = true;
    private boolean lineBefore;
    private boolean folded;

    RequestDecoder(HttpConnection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
        connection.bytesArrived();
        super.channelRead(ctx, input);
        if (connection.isBusy() && actualReadableBytes() > MAX_AHEAD) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Whether bytes of another request wait. */
    boolean hasMore() {
        return actualReadableBytes() > 0;
    }

    /** Decodes what has waited. */
    void resume(ChannelHandlerContext ctx) throws Exception {
        super.channelRead(ctx, Unpooled.EMPTY_BUFFER);
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (connection.isBusy()) {
            return;
        }
        int from = in.readerIndex();
        int before = out.size();
        super.decode(ctx, in, out);
        if (inHead) {
            folded |= hasFold(in, from, in.readerIndex());
        }
        for (Object message : out.subList(before, out.size())) {
            decoded((HttpObject) message);
        }
    }

    private void decoded(HttpObject message) {
        if (message instanceof HttpRequest) {
            if (folded) {
                message.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header line")));
            }
            inHead = false;
            folded = false;
        }
        if (message instanceof LastHttpContent) {
            inHead = true;
            lineBefore = false;
        }
    }

    /** Whether one of the whole lines that were just consumed, the request line aside, begins with white space. */
    private boolean hasFold(ByteBuf in, int from, int to) {
        boolean fold = false;
        boolean lineStarts = true;
        for (int i = from; i < to; i++) {
            byte b = in.getByte(i);
            fold |= lineStarts && lineBefore && (b == ' ' || b == '\t');
            lineStarts = b == '\n';
            lineBefore |= lineStarts;
        }
        return fold;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both `Content-Length` and `Transfer-Encoding`");
    }
}
