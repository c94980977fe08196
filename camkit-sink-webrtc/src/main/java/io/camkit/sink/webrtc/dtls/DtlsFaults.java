package io.camkit.sink.webrtc.dtls;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.Nullable;
import java.time.Duration;

/** What can go wrong with DTLS, each with its code and its mend. */
final class DtlsFaults {
    private DtlsFaults() {}

    static CamkitException badFingerprint(String text) {
        return fault(
                "CK-7101",
                "\"" + text + "\" is not the SHA-256 fingerprint of a certificate",
                "give `a=fingerprint:sha-256` and 32 bytes in hexadecimal digits with colons between them",
                Retry.GIVE_UP,
                null);
    }

    static CamkitException otherCertificate(String seen, DtlsFingerprint expected) {
        return fault(
                "CK-7102",
                "the other end's certificate is not the one of its session description: " + seen + " instead of "
                        + expected,
                "connect again; if it persists, see what changes descriptions or packets on the way",
                Retry.RETRY,
                null);
    }

    static CamkitException tooLate(Duration deadline) {
        return fault(
                "CK-7103",
                "no DTLS handshake within " + deadline.toSeconds() + " s",
                "check that UDP gets through in both directions",
                Retry.RETRY,
                null);
    }

    static CamkitException refused(String why, @Nullable Exception cause) {
        return fault(
                "CK-7104",
                "DTLS failed: " + why,
                "use a browser or program with DTLS 1.2, ECDHE, AES-GCM and SRTP",
                Retry.RETRY,
                cause);
    }

    static CamkitException busy(DtlsLimits limits) {
        return fault(
                "CK-7105",
                limits.waiting() + " DTLS handshakes wait already",
                "connect again in a few seconds; if it persists, see who connects so often",
                Retry.RETRY,
                null);
    }

    static CamkitException broken(String why, @Nullable Exception cause) {
        return fault(
                "CK-7106",
                "the other end broke off: " + why,
                "connect again; the other end's own log says more",
                Retry.RETRY,
                cause);
    }

    private static CamkitException fault(
            String code, String what, String mend, Retry retry, @Nullable Exception cause) {
        return new CamkitException(code, what, "", mend, retry, cause);
    }
}
