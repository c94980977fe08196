package io.camkit.net;

import io.camkit.CamkitException;
import io.camkit.spi.Nullable;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which cameras a TLS client believes to be what they claim: those that this machine's Java trusts, the one with a known certificate, or
 * any.
 *
 * <p>Cameras speak TLS 1.2 or 1.3 here; what is older is refused, as the Java platform does.
 *
 * <p>Immutable. Printing it shows its text form.
 *
 * <p><b>Threading.</b> Any thread. The first use may read the machine's trust store.
 */
public final class TlsTrust {
    private static final String PIN = "sha256:";
    private static final String ANY = "any";

    private final String text;
    private final Supplier<X509ExtendedTrustManager> judge;
    private @Nullable SSLContext made;

    private TlsTrust(String text, Supplier<X509ExtendedTrustManager> judge) {
        this.text = text;
        this.judge = judge;
    }

    /**
     * Whom this machine's Java trusts, under the name that its certificate carries. A camera that is addressed by digits needs them in its
     * certificate as an IP address (RFC 9110, section 4.3.5).
     */
    public static TlsTrust java() {
        return new TlsTrust("", () -> new VouchedFor(authorities(null)));
    }

    /** The same with other authorities. */
    static TlsTrust authorities(KeyStore trusted, String text) {
        return new TlsTrust(text, () -> new VouchedFor(authorities(trusted)));
    }

    /**
     * One certificate, whoever vouches for it and whatever names and dates it carries.
     *
     * @param fingerprint its SHA-256: 64 hexadecimal digits, as {@code openssl x509 -noout -fingerprint -sha256} prints them, with or
     *     without the colons
     * @throws CamkitException {@code CK-2434} if it is none
     */
    public static TlsTrust certificate(String fingerprint) {
        Fingerprint pinned = Fingerprint.parse(fingerprint).orElseThrow(() -> noFingerprint(fingerprint));
        return new TlsTrust(PIN + pinned.text(), () -> new Pinned(pinned));
    }

    /**
     * Any certificate. It keeps out who only listens, but not who puts himself in the camera's place: for a network of one's own, or
     * until the fingerprint is known.
     */
    public static TlsTrust any() {
        return new TlsTrust(ANY, Pinned::new);
    }

    /**
     * From its text form, as the option {@code trust} of an address has it: {@code any}, or {@code sha256:} and a fingerprint.
     *
     * @throws CamkitException {@code CK-2434} if it is neither
     */
    public static TlsTrust parse(String text) {
        if (text.equals(ANY)) {
            return any();
        }
        if (!text.startsWith(PIN)) {
            throw noFingerprint(text);
        }
        return certificate(text.substring(PIN.length()));
    }

    private static CamkitException noFingerprint(String text) {
        return new CamkitException(
                "CK-2434",
                "\"" + text + "\" does not say which certificate to trust",
                "",
                "write sha256: and the 64 hexadecimal digits of the certificate's fingerprint, or any",
                CamkitException.Retry.GIVE_UP);
    }

    /** For a client of the Java platform. The name is checked by the trust itself, where it is to be checked. */
    public synchronized SSLContext context() {
        if (made == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {judge.get()}, new SecureRandom());
                made = context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no TLS", e);
            }
        }
        return made;
    }

    /** For a channel to this host and port: the first handler of its pipeline. */
    public SslHandler handler(String host, int port) {
        SSLEngine engine = context().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(Connector.DEADLINE.toMillis());
        return handler;
    }

    /** @param trusted null for those of this machine's Java */
    private static X509ExtendedTrustManager authorities(@Nullable KeyStore trusted) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("this Java has no trust manager for X.509");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java's trust store cannot be read", e);
        }
    }

    /** As {@link #parse} reads it; empty for {@link #java()}. */
    @Override
    public String toString() {
        return text;
    }
}
