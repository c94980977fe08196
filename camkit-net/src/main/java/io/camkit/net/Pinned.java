package io.camkit.net;

import io.camkit.spi.Nullable;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;

/** Trusts one certificate, or any; its holder proved in the handshake that he has the key. */
final class Pinned extends ServerJudge {
    private final @Nullable Fingerprint only;

    Pinned() {
        only = null;
    }

    Pinned(Fingerprint only) {
        this.only = only;
    }

    @Override
    void judge(X509Certificate[] chain, String method, SSLEngine engine) throws CertificateException {
        if (only != null && !only.matches(Fingerprint.of(chain[0]))) {
            throw new CertificateException("it is not the pinned certificate");
        }
    }
}
