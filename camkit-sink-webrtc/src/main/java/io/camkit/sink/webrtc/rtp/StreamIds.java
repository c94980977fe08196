package io.camkit.sink.webrtc.rtp;

/**
 * What packets of one track are marked with on the way to one viewer.
 *
 * @param source the synchronization source, 32 bits
 * @param payloadType 0..127
 * @param repairSource the synchronization source of packets that are sent again (RFC 4588)
 * @param repairType their payload type; negative when the viewer takes them only as they were
 */
public record StreamIds(int source, int payloadType, int repairSource, int repairType) {
    /** Whether there is a stream for what is sent again. */
    public boolean repairs() {
        return repairType >= 0;
    }
}
