package io.camkit.sink.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode, authenticated by HMAC-SHA1 (RFC 3711, sections 4.1.1 and 4.2.1): what is encrypted is authenticated then. */
final class CounterCipher implements PacketCipher {
    private static final int IV_BYTES = 16;
    private static final int SOURCE_AT = 4;
    private static final int INDEX_AT = 8;
    private static final int INDEX_BYTES = 6;

    private final SecretKeySpec key;
    private final byte[] salt;
    private final int sentBytes;
    private final int tagBytes;
    private final Cipher aes;
    private final Mac mac;
    private final byte[] iv = new byte[IV_BYTES];
    private final byte[] hash;

    CounterCipher(SessionKeys keys) {
        key = new SecretKeySpec(keys.encryption(), "AES");
        salt = Arrays.copyOf(keys.salt(), IV_BYTES);
        sentBytes = keys.control() ? Integer.BYTES : 0;
        tagBytes = keys.profile().tagBytes();
        try {
            aes = Cipher.getInstance("AES/CTR/NoPadding");
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.authentication(), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode and HMAC-SHA1", e);
        }
        hash = new byte[mac.getMacLength()];
    }

    @Override
    public int seal(byte[] packet, int clear, int end, int source, long index, int word) {
        crypt(packet, clear, end, source, index);
        Words.put(packet, end, word); // if it is not sent, the tag takes its place
        authenticate(packet, end + Integer.BYTES);
        System.arraycopy(hash, 0, packet, end + sentBytes, tagBytes);
        return end + sentBytes + tagBytes;
    }

    @Override
    public int open(byte[] packet, int clear, int length, int source, long index, int word) {
        int tagAt = length - tagBytes;
        int end = tagAt - sentBytes;
        long head = Words.getLong(packet, tagAt);
        int rest = Words.getShort(packet, tagAt + Long.BYTES);
        Words.put(packet, end, word);
        authenticate(packet, end + Integer.BYTES);
        if (((head ^ Words.getLong(hash, 0)) | (rest ^ Words.getShort(hash, Long.BYTES))) != 0) {
            return -1;
        }
        crypt(packet, clear, end, source, index);
        return end;
    }

    private void authenticate(byte[] packet, int end) {
        try {
            mac.update(packet, 0, end);
            mac.doFinal(hash, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a hash has its length", e);
        }
    }

    private void crypt(byte[] packet, int clear, int end, int source, long index) {
        System.arraycopy(salt, 0, iv, 0, IV_BYTES);
        PacketCipher.xor(iv, SOURCE_AT, source, Integer.BYTES);
        PacketCipher.xor(iv, INDEX_AT, index, INDEX_BYTES);
        try {
            aes.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            aes.doFinal(packet, clear, end - clear, packet, clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet of " + end + " bytes in an array of " + packet.length, e);
        }
    }
}
