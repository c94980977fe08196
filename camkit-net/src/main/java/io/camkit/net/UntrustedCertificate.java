package io.camkit.net;

import java.security.cert.CertificateException;

/** A server showed a certificate that the client does not trust. */
final class UntrustedCertificate extends CertificateException {
    private static final long serialVersionUID = 1;

    private final String fingerprint;

    /** @param fingerprint of what the server showed, as {@link Fingerprint#text()} */
    UntrustedCertificate(String fingerprint, String why, Throwable cause) {
        super(why, cause);
        this.fingerprint = fingerprint;
    }

    String fingerprint() {
        return fingerprint;
    }
}
