package io.camkit.sink.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois/counter mode (RFC 7714): the head of a packet is authenticated, the rest is encrypted, too. */
final class GcmCipher implements PacketCipher {
    private static final int IV_BYTES = 12;
    private static final int SOURCE_AT = 2; // sections 8.1 and 9.1
    private static final int INDEX_AT = 6;
    private static final int INDEX_BYTES = 6;

    private final SecretKeySpec key;
    private final byte[] salt;
    private final boolean control;
    private final int tagBytes;
    private final Cipher aes;
    private final byte[] iv = new byte[IV_BYTES];
    private int lastSource;
    private long lastIndex = -1;

    GcmCipher(SessionKeys keys) {
        key = new SecretKeySpec(keys.encryption(), "AES");
        salt = keys.salt();
        control = keys.control();
        tagBytes = keys.profile().tagBytes();
        try {
            aes = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in Galois/counter mode", e);
        }
    }

    @Override
    public int seal(byte[] packet, int clear, int end, int source, long index, int word) {
        try {
            if (source == lastSource && index == lastIndex) {
                // a packet that is sent again: Java refuses to start the same twice in a row
                start(Cipher.ENCRYPT_MODE, source, ~index);
            }
            lastSource = source;
            lastIndex = index;
            start(Cipher.ENCRYPT_MODE, source, index);
            aes.updateAAD(packet, 0, clear);
            if (!control) {
                return clear + aes.doFinal(packet, clear, end - clear, packet, clear);
            }
            int wordAt = end + tagBytes;
            Words.put(packet, wordAt, word);
            aes.updateAAD(packet, wordAt, Integer.BYTES);
            return clear + aes.doFinal(packet, clear, end - clear, packet, clear) + Integer.BYTES;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet of " + end + " bytes in an array of " + packet.length, e);
        }
    }

    @Override
    public int open(byte[] packet, int clear, int length, int source, long index, int word) {
        try {
            start(Cipher.DECRYPT_MODE, source, index);
            aes.updateAAD(packet, 0, clear);
            int end = length;
            if (control) {
                end -= Integer.BYTES;
                aes.updateAAD(packet, end, Integer.BYTES);
            }
            return clear + aes.doFinal(packet, clear, end - clear, packet, clear);
        } catch (AEADBadTagException e) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet of " + length + " bytes in an array of " + packet.length, e);
        }
    }

    private void start(int mode, int source, long index) throws GeneralSecurityException {
        System.arraycopy(salt, 0, iv, 0, IV_BYTES);
        PacketCipher.xor(iv, SOURCE_AT, source, Integer.BYTES);
        PacketCipher.xor(iv, INDEX_AT, index, INDEX_BYTES);
        aes.init(mode, key, new GCMParameterSpec(tagBytes * Byte.SIZE, iv));
    }
}
