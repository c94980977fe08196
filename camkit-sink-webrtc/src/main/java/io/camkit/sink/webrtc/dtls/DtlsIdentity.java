package io.camkit.sink.webrtc.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/**
 * A certificate that nobody vouches for, and its key: the other end knows it by the fingerprint in a session description. It is made
 * once per kit, of ECDSA on the curve P-256 (RFC 8827, section 6.5). It says that it is good for 30 days; browsers do not look.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class DtlsIdentity {
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final Duration GOOD_FOR = Duration.ofDays(30);
    private static final int SERIAL_BITS = 63;
    private static final SignatureAndHashAlgorithm SIGNATURE =
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    private final BoundedCrypto crypto;
    private final PrivateKey key;
    private final byte[] certificate;
    private final Certificate chain;
    private final DtlsFingerprint fingerprint;

    private DtlsIdentity(BoundedCrypto crypto, PrivateKey key, byte[] certificate) throws IOException {
        this.crypto = crypto;
        this.key = key;
        this.certificate = certificate;
        this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate)});
        this.fingerprint = DtlsFingerprint.of(certificate);
    }

    /**
     * Makes a key and its certificate, which takes some milliseconds.
     *
     * @param random for the key, and for all handshakes with it
     */
    public static DtlsIdentity create(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return new DtlsIdentity(new BoundedCrypto(random), pair.getPrivate(), certificate(pair, random, now));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every Java has ECDSA on P-256", e);
        }
    }

    private static byte[] certificate(KeyPair pair, SecureRandom random, Instant now)
            throws OperatorCreationException, IOException {
        X500Name name = new X500Name("CN=camkit");
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        Date from = Date.from(now.minus(CLOCKS_DIFFER));
        Date until = Date.from(now.plus(GOOD_FOR));
        return new JcaX509v3CertificateBuilder(name, serial, from, until, name, pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .setSecureRandom(random)
                        .build(pair.getPrivate()))
                .getEncoded();
    }

    /** What a session description says of the certificate. */
    public DtlsFingerprint fingerprint() {
        return fingerprint;
    }

    /** In its DER form. */
    byte[] certificate() {
        return certificate.clone();
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    /** Proves in one handshake that this end has the key. */
    TlsCredentialedSigner signer(TlsContext context) {
        return new JcaDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, key, chain, SIGNATURE);
    }
}
