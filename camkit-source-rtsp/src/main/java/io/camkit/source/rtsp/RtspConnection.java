package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.net.ClientAuth;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection to an RTSP server: sends one request after the other, answers challenges, and passes packets on.
 *
 * <p><b>Threading.</b> The channel's loop.
 */
final class RtspConnection extends ChannelInboundHandlerAdapter implements InterleavedParser.Listener {
    static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);

    /** The one who uses the connection. */
    interface User {
        /** An RTP or RTCP packet; the bytes are lent for the call. */
        void onPacket(int channel, ByteBuffer packet);

        /** Nothing comes any more. Called once, unless the user closed it. */
        void onLost(CamkitException why);
    }

    private record Pending(
            int sequence,
            RtspRequest request,
            Consumer<RtspMessage> onAnswer,
            Runnable onSilence,
            Clock.Cancellable deadline) {}

    private final Rtsp spec;
    private final RtspFaults faults;
    private final Clock clock;
    private final Optional<ClientAuth> auth;
    private final User user;
    private final InterleavedParser parser;
    private @Nullable ReceiveBuffer buffer;
    private @Nullable Channel channel;
    private @Nullable Pending pending;
    private int sequence;
    private boolean over;

    RtspConnection(Rtsp spec, Clock clock, Optional<ClientAuth> auth, User user) {
        this.spec = spec;
        this.faults = spec.faults();
        this.clock = clock;
        this.auth = auth;
        this.user = user;
        this.parser = new InterleavedParser(faults);
    }

    /** Sends a request; a server that does not answer in time is lost. */
    void request(RtspRequest request, Consumer<RtspMessage> onAnswer) {
        request(request, onAnswer, () -> lose(faults.noAnswer(request.method(), ANSWER_DEADLINE.toSeconds())));
    }

    /** Sends a request in place of the one that waits, if one does. */
    void request(RtspRequest request, Consumer<RtspMessage> onAnswer, Runnable onSilence) {
        Channel open = channel;
        if (over || open == null) {
            return;
        }
        forgetPending();
        int number = ++sequence;
        Clock.Cancellable deadline =
                clock.schedule(ANSWER_DEADLINE, () -> open.eventLoop().execute(() -> silent(number)));
        pending = new Pending(number, request, onAnswer, onSilence, deadline);
        String authorization = auth.flatMap(a -> a.authorization(request.method(), request.uri()))
                .orElse("");
        send(open, request.encode(number, authorization));
    }

    private void send(Channel open, byte[] bytes) {
        if (open.isWritable()) {
            open.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        } else {
            lose(faults.noAnswer("what was sent", ANSWER_DEADLINE.toSeconds()));
        }
    }

    private void silent(int number) {
        Pending waiting = pending;
        if (!over && waiting != null && waiting.sequence() == number) {
            pending = null;
            waiting.onSilence().run();
        }
    }

    @Override
    public void onPacket(int number, ByteBuffer packet) {
        if (!over) {
            user.onPacket(number, packet);
        }
    }

    @Override
    public void onMessage(RtspMessage message) {
        if (over) {
            return;
        }
        if (message.isRequest()) {
            answer(message);
            return;
        }
        Pending waiting = pending;
        if (waiting == null || message.number("CSeq", waiting.sequence()) != waiting.sequence()) {
            return;
        }
        forgetPending();
        if (message.status() == 401) {
            challenged(waiting, message);
        } else {
            auth.ifPresent(ClientAuth::accepted);
            waiting.onAnswer().accept(message);
        }
    }

    private void challenged(Pending refused, RtspMessage challenge) {
        if (auth.isEmpty()) {
            lose(faults.passwordMissing());
            return;
        }
        String tried = auth.get().scheme();
        switch (auth.get().challenged(challenge.all("WWW-Authenticate"))) {
            case TRY_AGAIN -> request(refused.request(), refused.onAnswer(), refused.onSilence());
            case REFUSED -> lose(faults.wrongPassword(tried));
            case UNSUPPORTED -> lose(faults.unknownScheme());
        }
    }

    /** Servers ask to see whether the client is alive (RFC 2326, section 10.8); more than that camkit does not do for them. */
    private void answer(RtspMessage request) {
        boolean known = request.phrase().equals("OPTIONS") || request.phrase().equals("GET_PARAMETER");
        String text = "RTSP/1.0 " + (known ? "200 OK" : "501 Not Implemented") + "\r\nCSeq: "
                + Math.max(0, request.number("CSeq", 0)) + "\r\n\r\n";
        Channel open = channel;
        if (open != null) {
            send(open, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    private void forgetPending() {
        if (pending != null) {
            pending.deadline().cancel();
            pending = null;
        }
    }

    /** Ends the connection and tells the user why. */
    void lose(CamkitException why) {
        if (!over) {
            close();
            user.onLost(why);
        }
    }

    /** Ends the connection; the user hears nothing more. */
    void close() {
        over = true;
        forgetPending();
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        buffer = new ReceiveBuffer(context.alloc());
        context.channel().config().setRecvByteBufAllocator(buffer);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ((ByteBuf) message).release();
        ReceiveBuffer filled = buffer;
        if (filled == null || over) {
            return;
        }
        try {
            parser.parse(filled.received(), this);
            filled.taken();
        } catch (CamkitException e) {
            lose(e);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose(NetworkFailure.closedByPeer(spec.describe()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lose(cause instanceof IOException ? NetworkFailure.of(cause, spec.describe()) : faults.defect(cause));
    }
}
