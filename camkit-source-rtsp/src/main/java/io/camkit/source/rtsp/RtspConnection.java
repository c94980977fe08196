package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.net.ClientAuth;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * One connection to an RTSP server: sends one request after the other, answers challenges, and passes packets on.
 *
 * <p><b>Threading.</b> The channel's loop.
 */
final class RtspConnection extends ChannelInboundHandlerAdapter implements InterleavedParser.Listener {
    static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);
    private static final Set<String> KNOWN =
            Set.of("OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE", "REDIRECT");

    /** The one who uses the connection. */
    interface User {
        /** An RTP or RTCP packet; the bytes are lent for the call. */
        void onPacket(int channel, ByteBuffer packet);

        /** Whether packets may come on this channel. */
        boolean expects(int channel);

        /** The server asks to go on elsewhere (RFC 2326, section 10.10). */
        void onRedirect(String location);

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

    /** Sets a new channel up for this connection. */
    ChannelHandler onChannel() {
        if (!spec.isSecure()) {
            return this;
        }
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel open) {
                open.pipeline().addLast(spec.trust().handler(spec.host(), spec.port()), RtspConnection.this);
            }
        };
    }

    /** This machine's address, as the server sees it. Only while connected. */
    InetAddress localAddress() {
        return address(Channel::localAddress);
    }

    /** The server's address. Only while connected. */
    InetAddress remoteAddress() {
        return address(Channel::remoteAddress);
    }

    private InetAddress address(Function<Channel, SocketAddress> side) {
        Channel open = channel;
        if (open == null || !(side.apply(open) instanceof InetSocketAddress known)) {
            throw NetworkFailure.closedByPeer(spec.describe());
        }
        return known.getAddress();
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

    /** Sends a packet between two messages, or drops it when the network is busy (RFC 2326, section 10.12). */
    void sendPacket(int number, ByteBuffer packet) {
        Channel open = channel;
        if (!over && open != null && open.isWritable()) {
            ByteBuf head = open.alloc().buffer(4 + packet.remaining());
            head.writeByte('$').writeByte(number).writeShort(packet.remaining()).writeBytes(packet);
            open.writeAndFlush(head, open.voidPromise());
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
    public boolean expects(int number) {
        return user.expects(number);
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
        if (waiting == null || !answers(message, waiting)) {
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

    /** Some servers leave the number out, or write something else there. */
    private static boolean answers(RtspMessage message, Pending waiting) {
        int number = message.number("CSeq", waiting.sequence());
        return number < 0 || number == waiting.sequence();
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

    /** Servers ask to see whether the client is alive (RFC 2326, section 10.8), or tell it something. */
    private void answer(RtspMessage request) {
        String text = "RTSP/1.0 " + (KNOWN.contains(request.phrase()) ? "200 OK" : "501 Not Implemented") + "\r\nCSeq: "
                + Math.max(0, request.number("CSeq", 0)) + "\r\n\r\n";
        Channel open = channel;
        if (open != null) {
            send(open, text.getBytes(StandardCharsets.US_ASCII));
        }
        if (request.phrase().equals("REDIRECT")) {
            user.onRedirect(request.header("Location"));
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
        ReceiveBuffer made = new ReceiveBuffer(context.alloc());
        buffer = made;
        if (!spec.isSecure()) {
            context.channel().config().setRecvByteBufAllocator(made);
        }
        context.fireChannelActive();
    }

    /** Plain bytes are in the receive buffer already; what was decrypted is copied there. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            ReceiveBuffer filled = buffer;
            if (filled != null && !spec.isSecure()) {
                parse(filled);
            }
            while (filled != null && spec.isSecure() && bytes.isReadable() && !over) {
                filled.append(bytes);
                parse(filled);
            }
        } finally {
            bytes.release();
        }
    }

    private void parse(ReceiveBuffer filled) {
        if (over) {
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
        boolean network = cause instanceof IOException || cause.getCause() instanceof SSLException;
        lose(network ? NetworkFailure.of(cause, spec.describe()) : faults.defect(cause));
    }
}
