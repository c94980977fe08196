package io.camkit.sink.webrtc.rtp;

/**
 * The way to one peer.
 *
 * <p><b>Threading.</b> Its event loop.
 */
public interface PacketOutput {
    /** Whether the network takes more right now. */
    boolean writable();

    /** Queues a packet, which is copied. What is queued when the way is gone is dropped. */
    void send(byte[] packet, int length);

    /** Sends what is queued. */
    void flush();
}
