package io.camkit.net;

import io.camkit.CamkitException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A resolver for addresses that somebody else may write: it refuses what leads to this machine itself, to link-local addresses, to the
 * metadata services of clouds, and to what is no host at all. The local network is fine.
 *
 * <p>A name is looked up once and then stands for that answer, so that it cannot mean one thing when it is checked and another when it is
 * used. One attempt of a source has a guard of its own.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class AddressGuard implements Resolver {
    private static final String MEND =
            "use an address of the local network; where this one is meant, say so: the option is called `allowLocal`";

    /** Metadata services outside of the link-local addresses: AWS by IPv6, Alibaba, Oracle, Azure. */
    private static final List<String> METADATA =
            List.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192", "168.63.129.16");

    private static final int IPV4_BYTES = 4;
    private static final byte[] COMPATIBLE = new byte[12];
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    private final Resolver names;
    private final Map<String, List<InetAddress>> known = new HashMap<>();

    /** A guard over what this machine says. */
    public AddressGuard() {
        this(SYSTEM);
    }

    AddressGuard(Resolver names) {
        this.names = names;
    }

    /** @throws CamkitException {@code CK-2410} if one of its addresses is refused */
    @Override
    public synchronized List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> found = known.get(host);
        if (found == null) {
            found = List.copyOf(names.resolve(host));
            known.put(host, found);
        }
        for (InetAddress address : found) {
            check(host, address);
        }
        return found;
    }

    private static void check(String host, InetAddress address) {
        String what = kind(of(address.getAddress())); // without a scope, by which it would look like another one
        if (!what.isEmpty()) {
            throw new CamkitException(
                    "CK-2410",
                    "this is " + what + " (" + address.getHostAddress() + "), where nobody is connected to unasked",
                    host,
                    MEND,
                    CamkitException.Retry.RETRY_SLOWLY);
        }
    }

    /** What speaks against an address; empty when nothing does. */
    private static String kind(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress() || address.isAnyLocalAddress() || (isIpv4(address) && bytes[0] == 0)) {
            return "this machine itself";
        }
        if (METADATA.contains(address.getHostAddress())
                || address.getHostAddress().equals("169.254.169.254")) {
            return "a cloud's metadata service";
        }
        if (address.isLinkLocalAddress()) {
            return "a link-local address";
        }
        if (address.isMulticastAddress() || (isIpv4(address) && (bytes[0] & 0xf0) == 0xf0)) {
            return "no single host";
        }
        return isIpv4(address) ? "" : kindWithin(bytes);
    }

    private static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }

    /** IPv6 addresses that carry an IPv4 address lead there (RFC 4291 section 2.5.5, RFC 6052, RFC 3056). */
    private static String kindWithin(byte[] ipv6) {
        if (startsWith(ipv6, COMPATIBLE) || startsWith(ipv6, NAT64)) {
            return kindWithin(ipv6, ipv6.length - IPV4_BYTES);
        }
        return startsWith(ipv6, SIX_TO_FOUR) ? kindWithin(ipv6, SIX_TO_FOUR.length) : "";
    }

    private static String kindWithin(byte[] ipv6, int offset) {
        return kind(of(Arrays.copyOfRange(ipv6, offset, offset + IPV4_BYTES)));
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }
}
