package io.camkit.sink.webrtc.ice;

import io.camkit.sink.webrtc.stun.StunKey;
import java.security.SecureRandom;

/**
 * What connectivity checks of one peer are known by (RFC 8839, section 5.4). The password is not printed.
 *
 * @param ufrag the user name fragment
 * @param password as the session description says it
 */
public record IceCredentials(String ufrag, String password) {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    /** 48 bits: sessions of one port are told apart by it. */
    private static final int UFRAG_LENGTH = 8;
    /** 144 bits. */
    private static final int PASSWORD_LENGTH = 24;

    /** New ones, which nobody can guess. */
    public static IceCredentials create(SecureRandom random) {
        return new IceCredentials(text(random, UFRAG_LENGTH), text(random, PASSWORD_LENGTH));
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    /** What messages to this end are signed with. */
    public StunKey key() {
        return StunKey.of(password);
    }

    @Override
    public String toString() {
        return "IceCredentials(" + ufrag + ", ***)";
    }
}
