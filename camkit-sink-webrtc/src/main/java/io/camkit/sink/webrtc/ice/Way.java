package io.camkit.sink.webrtc.ice;

import java.net.InetSocketAddress;

/** A way to the other end. Two are equal if they lead from the same port to the same place. */
public interface Way {
    /** Where it leads. */
    InetSocketAddress remote();
}
