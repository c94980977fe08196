package io.camkit.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides about servers, and says of one that it refuses what certificate it showed. Clients it never sees. */
abstract class ServerJudge extends X509ExtendedTrustManager {
    /** @throws CertificateException if the server is not trusted */
    abstract void judge(X509Certificate[] chain, String method, SSLEngine engine) throws CertificateException;

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String method, SSLEngine engine)
            throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the server shows no certificate");
        }
        try {
            judge(chain, method, engine);
        } catch (CertificateException e) {
            throw new UntrustedCertificate(Fingerprint.of(chain[0]).text(), inWords(e), e);
        }
    }

    private static String inWords(CertificateException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith("PKIX") ? "nobody whom this machine trusts vouches for it" : message;
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String method, Socket socket)
            throws CertificateException {
        throw new CertificateException("a connection of camkit has an engine");
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String method) throws CertificateException {
        throw new CertificateException("a connection of camkit has an engine");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String method, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String method, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String method) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("this is a client's trust");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
