package io.camkit.net;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts whom an authority vouches for, under the name that was asked for. */
final class VouchedFor extends ServerJudge {
    private final X509ExtendedTrustManager authorities;

    VouchedFor(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    @Override
    void judge(X509Certificate[] chain, String method, SSLEngine engine) throws CertificateException {
        authorities.checkServerTrusted(chain, method, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
