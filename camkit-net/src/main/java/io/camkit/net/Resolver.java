package io.camkit.net;

import io.camkit.CamkitException;
import io.camkit.spi.SourceContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Says which addresses a host stands for. Sources ask {@link #of their context's}, so that whoever runs one decides where it may connect;
 * they connect to nothing but the answer.
 *
 * <p><b>Threading.</b> Any thread; a name may take long, an address in digits does not.
 */
@FunctionalInterface
public interface Resolver {
    /** What this machine says, whatever it is. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * The addresses of a host, best first; at least one.
     *
     * @param host a name, or an address in digits without brackets
     * @throws UnknownHostException if the name is not known
     * @throws CamkitException if nobody is to connect there
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The resolver that a source is to use: a service of its context, or {@link #SYSTEM}. */
    static Resolver of(SourceContext context) {
        return context.service(Resolver.class).orElse(SYSTEM);
    }
}
