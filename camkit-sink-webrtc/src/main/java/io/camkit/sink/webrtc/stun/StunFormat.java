package io.camkit.sink.webrtc.stun;

/** Numbers of STUN (RFC 8489, sections 5, 14 and 18; RFC 8445, section 16). */
final class StunFormat {
    static final int HEADER_BYTES = 20;
    static final int ATTRIBUTE_HEADER_BYTES = 4;
    static final int TRANSACTION_BYTES = 12;
    static final int COOKIE = 0x2112a442;
    static final int COOKIE_AT = 4;
    static final int TRANSACTION_AT = 8;

    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802a;

    static final int FINGERPRINT_XOR = 0x5354554e;
    static final int IPV4 = 1;
    static final int IPV6 = 2;

    private StunFormat() {}

    /** Attributes begin at multiples of four bytes (section 14). */
    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
