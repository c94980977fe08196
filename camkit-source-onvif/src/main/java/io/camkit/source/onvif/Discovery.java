package io.camkit.source.onvif;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.net.Loops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks every network of this machine for cameras, from a port of its own in each, and collects who answers.
 *
 * <p><b>Threading.</b> Any thread; one search lives on one event loop.
 */
final class Discovery {
    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final InetSocketAddress GROUP = new InetSocketAddress("239.255.255.250", 3702);
    private static final int MAX_DATAGRAM = 64 * 1024;
    private static final int MAX_DATAGRAMS = 2000;
    private static final int MAX_DEVICES = 256;
    private static final int MAX_NETWORKS = 32;

    private final Loops loops;
    private final Clock clock;

    private Discovery(Loops loops, Clock clock) {
        this.loops = loops;
        this.clock = clock;
    }

    static Discovery of(CamKit kit) {
        Loops loops = kit.service(Loops.class)
                .orElseThrow(() -> new IllegalStateException("the kit has no event loops: camkit-net is missing"));
        return new Discovery(loops, kit.clock());
    }

    /** Asks in all networks. */
    CompletionStage<List<OnvifDevice>> everywhere(Duration time) {
        try {
            List<NetworkInterface> networks = NetworkInterface.networkInterfaces()
                    .filter(Discovery::isUsable)
                    .limit(MAX_NETWORKS)
                    .toList();
            return in(networks, GROUP, time);
        } catch (SocketException e) {
            return CompletableFuture.failedFuture(noNetwork());
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp()
                    && network.supportsMulticast()
                    && ownAddress(network).isPresent();
        } catch (SocketException e) {
            return false;
        }
    }

    private static Optional<InetAddress> ownAddress(NetworkInterface network) {
        return network.inetAddresses()
                .filter(address -> address instanceof Inet4Address)
                .findFirst();
    }

    /** Asks one device alone. */
    CompletionStage<List<OnvifDevice>> at(InetSocketAddress device, Duration time) {
        return new Search(List.of(), device).begin(time);
    }

    /** Asks a group in these networks. */
    CompletionStage<List<OnvifDevice>> in(List<NetworkInterface> networks, InetSocketAddress group, Duration time) {
        return networks.isEmpty()
                ? CompletableFuture.failedFuture(noNetwork())
                : new Search(networks, group).begin(time);
    }

    private static CamkitException noNetwork() {
        return new CamkitException(
                "CK-2716",
                "this machine has no network in which cameras could be looked for",
                "",
                "check that it is connected, and that the network allows multicast",
                CamkitException.Retry.RETRY);
    }

    /** One question. On its event loop. */
    private final class Search extends SimpleChannelInboundHandler<DatagramPacket> {
        private final List<NetworkInterface> networks;
        private final InetSocketAddress to;
        private final EventLoop loop = loops.next();
        private final String messageId = "uuid:" + UUID.randomUUID();
        private final Map<String, OnvifDevice> found = new LinkedHashMap<>();
        private final List<Channel> channels = new ArrayList<>();
        private final CompletableFuture<List<OnvifDevice>> result = new CompletableFuture<>();
        private int datagrams;
        private int asked;

        /** @param networks in which to ask; none: wherever the address leads */
        Search(List<NetworkInterface> networks, InetSocketAddress to) {
            this.networks = networks;
            this.to = to;
        }

        CompletionStage<List<OnvifDevice>> begin(Duration time) {
            Duration wait = time.compareTo(LONGEST) > 0 ? LONGEST : time;
            loop.execute(() -> {
                if (networks.isEmpty()) {
                    ask(bootstrap().bind(0));
                }
                for (NetworkInterface network : networks) {
                    ownAddress(network)
                            .ifPresent(own -> ask(bootstrap()
                                    .option(ChannelOption.IP_MULTICAST_IF, network)
                                    .bind(own, 0)));
                }
            });
            clock.schedule(wait, () -> loop.execute(this::finish));
            return result;
        }

        private Bootstrap bootstrap() {
            return new Bootstrap()
                    .group(loop)
                    .channel(loops.datagramChannel())
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                    .handler(this);
        }

        private void ask(ChannelFuture binding) {
            binding.addListener(bound -> {
                if (!bound.isSuccess()) {
                    return;
                }
                Channel channel = binding.channel();
                channels.add(channel);
                channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(ProbeMatches.probe(messageId)), to))
                        .addListener(sent -> asked += sent.isSuccess() ? 1 : 0);
            });
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (++datagrams > MAX_DATAGRAMS || found.size() >= MAX_DEVICES) {
                return;
            }
            byte[] bytes = ByteBufUtil.getBytes(packet.content());
            for (OnvifDevice device :
                    ProbeMatches.read(bytes, messageId, packet.sender().getAddress())) {
                found.putIfAbsent(device.address(), device);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // a refused datagram: nobody is there, which the others' answers do not change
        }

        private void finish() {
            channels.forEach(Channel::close);
            if (asked == 0) {
                result.completeExceptionally(noNetwork());
            } else {
                result.complete(List.copyOf(found.values()));
            }
        }
    }
}
