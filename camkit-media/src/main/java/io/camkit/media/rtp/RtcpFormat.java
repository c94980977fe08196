package io.camkit.media.rtp;

/** Numbers of RTCP (RFC 3550, section 12.1; RFC 4585, section 6.1). */
final class RtcpFormat {
    static final int VERSION = 2;
    static final int HEADER_BYTES = 4;
    static final int SENDER_REPORT = 200;
    static final int SENDER_REPORT_BYTES = 28;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int GOODBYE = 203;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;
    static final int PICTURE_LOSS = 1;
    static final int FULL_INTRA = 4;
    static final int GENERIC_LOSS = 1;
    static final int CANONICAL_NAME = 1;
    static final int REPORT_BLOCK_BYTES = 24;

    private RtcpFormat() {}
}
