package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the lanes of one session are connected. Lanes are numbered from 0 in the order in which they are set up.
 *
 * <p><b>Threading.</b> The session's loop.
 */
interface Wiring {
    /** Makes the wiring of a session. */
    interface Maker {
        Wiring make(RtspConnection connection, Taker taker);
    }

    /** Takes what comes over the wires. */
    interface Taker {
        /** An RTP packet, lent for the call. */
        void onMedia(int lane, ByteBuffer packet);

        /** An RTCP packet, lent for the call. */
        void onReport(int lane, ByteBuffer packet);

        /** Somebody else than the camera sent something. */
        void onStranger(int lane);
    }

    /** Whether wires may lose, reorder and damage packets. */
    boolean unreliable();

    /** Gets ready for a lane; then {@code ask} is given the Transport field to ask with. */
    void prepare(int lane, MediaDescription media, Consumer<String> ask, Consumer<CamkitException> failed);

    /** The lane's wire, by the server's answer; empty if the server chose another transport. */
    Optional<Wire> connect(int lane, TransportField answer);

    /** Whether a channel of the RTSP connection belongs to one of the lanes. */
    boolean expects(int channel);

    /** A packet came on a channel of the RTSP connection, lent for the call. */
    void onChannel(int channel, ByteBuffer packet);

    /** Gives back what it holds, wires included. */
    void close();
}
