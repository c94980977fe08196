package io.camkit.sink.webrtc;

/**
 * How WebRTC reaches the peers of a kit: {@code kit.provide(WebRtcOptions.class, WebRtcOptions.defaults().withUdpPort(8555))}, before the
 * first camera is started.
 *
 * @param udpPort for the media of all peers; 0 for any that is free
 * @param bind the address of this machine that it is bound to; empty for all
 * @param publicAddress under which peers beyond a router reach that port; empty when there is none
 * @param tcp whether peers that UDP does not reach may come by TCP, to the port of the same number
 */
public record WebRtcOptions(int udpPort, String bind, String publicAddress, boolean tcp) {
    private static final int MAX_PORT = 65_535;

    /** Checks. */
    public WebRtcOptions {
        if (udpPort < 0 || udpPort > MAX_PORT) {
            throw new IllegalArgumentException("UDP port " + udpPort + ": must be 0..65535");
        }
    }

    /** Any free port, on every address of this machine, by UDP and by TCP. */
    public static WebRtcOptions defaults() {
        return new WebRtcOptions(0, "", "", true);
    }

    /** The same at a certain port, which a firewall can be told. */
    public WebRtcOptions withUdpPort(int port) {
        return new WebRtcOptions(port, bind, publicAddress, tcp);
    }

    /** The same on one address of this machine. */
    public WebRtcOptions withBind(String address) {
        return new WebRtcOptions(udpPort, address, publicAddress, tcp);
    }

    /** The same with an address that a router forwards from. */
    public WebRtcOptions withPublicAddress(String address) {
        return new WebRtcOptions(udpPort, bind, address, tcp);
    }

    /** The same with or without TCP. */
    public WebRtcOptions withTcp(boolean allowed) {
        return new WebRtcOptions(udpPort, bind, publicAddress, allowed);
    }
}
