package io.camkit.sink.webrtc.dtls;

import java.util.BitSet;

/**
 * Reads as much of a datagram's handshake messages (RFC 6347, sections 4.1 and 4.2.2) as is needed to keep from BouncyCastle what harms
 * it.
 */
final class Fragments {
    /** What a message may have: the largest are certificates. */
    static final int MOST = 16 * 1024;

    private static final int RECORD_HEADER = 13;
    private static final int EPOCH_AT = 3;
    private static final int RECORD_LENGTH_AT = 11;
    private static final int HEADER = 12;
    private static final int LENGTH_AT = 1;
    private static final int FRAGMENT_LENGTH_AT = 9;
    private static final int OFFSET_AT = 6;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_VERIFY = 15;

    private final BitSet proof = new BitSet();
    private boolean proved;

    /**
     * Whether no message in clear claims to be too long, for memory is set aside for what it claims. What is encrypted is looked at when
     * it is decrypted.
     */
    static boolean areBounded(byte[] datagram) {
        int at = 0;
        while (datagram.length - at >= RECORD_HEADER) {
            int start = at + RECORD_HEADER;
            int end = Math.min(start + number(datagram, at + RECORD_LENGTH_AT, 2), datagram.length);
            boolean clear = number(datagram, at + EPOCH_AT, 2) == 0;
            if (datagram[at] == HANDSHAKE && clear && !areBounded(datagram, start, end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** Whether none of the handshake messages in a record claims to be too long. */
    static boolean areBounded(byte[] record, int from, int to) {
        int at = from;
        while (to - at >= HEADER) {
            if (number(record, at + LENGTH_AT, 3) > MOST) {
                return false;
            }
            at += HEADER + number(record, at + FRAGMENT_LENGTH_AT, 3);
        }
        return true;
    }

    /**
     * Follows what a client sends, one datagram after the other, and tells how much of it may be read. {@code ChangeCipherSpec} makes
     * BouncyCastle deaf to records in clear. When it overtakes {@code CertificateVerify}, or that is lost, it is left out with what follows:
     * the client sends all of it again.
     *
     * @return how many of its bytes may be read
     */
    int inOrder(byte[] datagram) {
        int length = datagram.length;
        int at = 0;
        while (!proved && length - at >= RECORD_HEADER) {
            if (datagram[at] == CHANGE_CIPHER_SPEC) {
                return at;
            }
            int start = at + RECORD_HEADER;
            int end = Math.min(start + number(datagram, at + RECORD_LENGTH_AT, 2), length);
            if (datagram[at] == HANDSHAKE && number(datagram, at + EPOCH_AT, 2) == 0) {
                note(datagram, start, end);
            }
            at = end;
        }
        return length;
    }

    private void note(byte[] record, int from, int to) {
        int at = from;
        while (to - at >= HEADER) {
            int offset = number(record, at + OFFSET_AT, 3);
            int fragment = number(record, at + FRAGMENT_LENGTH_AT, 3);
            if (record[at] == CERTIFICATE_VERIFY && at + HEADER + fragment <= to && offset + fragment <= MOST) {
                proof.set(offset, offset + fragment);
                proved |= proof.nextClearBit(0) >= number(record, at + LENGTH_AT, 3);
            }
            at += HEADER + fragment;
        }
    }

    private static int number(byte[] bytes, int at, int length) {
        int number = 0;
        for (int i = at; i < at + length; i++) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return number;
    }
}
