package io.camkit.net;

import io.camkit.CamkitException;
import io.camkit.spi.Nullable;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * A server's certificate and its key, in PEM files.
 *
 * @param certificates the certificate first, then those that vouch for it
 * @param key the private key as PKCS #8 and not encrypted; RSA, EC or Ed25519
 */
public record TlsFiles(Path certificates, Path key) {
    private static final int LARGEST = 256 * 1024;
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /**
     * What a server encrypts with: TLS 1.2 and 1.3 of the Java platform, and HTTP/1.1 as the only protocol.
     *
     * @throws CamkitException {@code CK-2431} if a file cannot be read, {@code CK-2432} if it has no certificates, {@code CK-2433} if
     *     the key is none or belongs to another certificate
     */
    public SslContext serverContext() {
        X509Certificate[] chain = chain();
        PrivateKey secret = key(chain[0].getPublicKey());
        try {
            return SslContextBuilder.forServer(secret, chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw notACertificate(e);
        }
    }

    private X509Certificate[] chain() {
        try {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(certificates)))
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw notACertificate(null);
            }
            return chain;
        } catch (CertificateException e) {
            throw notACertificate(e);
        }
    }

    private PrivateKey key(PublicKey counterpart) {
        Matcher pem = PKCS8.matcher(new String(read(key), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new CamkitException(
                    "CK-2433",
                    "no key in PKCS #8 form, or an encrypted one",
                    key.toString(),
                    "convert it: `openssl pkcs8 -topk8 -nocrypt -in old.pem -out key.pem`",
                    CamkitException.Retry.GIVE_UP);
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
            PrivateKey secret =
                    KeyFactory.getInstance(counterpart.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            if (!isPair(secret, counterpart)) {
                throw notItsKey(null);
            }
            return secret;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notItsKey(e);
        }
    }

    private static boolean isPair(PrivateKey secret, PublicKey counterpart) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(counterpart.getAlgorithm());
        if (algorithm == null) {
            return false;
        }
        byte[] something = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(secret);
        signer.update(something);
        byte[] signature = signer.sign();
        signer.initVerify(counterpart);
        signer.update(something);
        return signer.verify(signature);
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CamkitException(
                    "CK-2431",
                    "the file cannot be read (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "check its path, its size and who may read it",
                    CamkitException.Retry.GIVE_UP,
                    e);
        }
    }

    private CamkitException notACertificate(@Nullable Exception cause) {
        return new CamkitException(
                "CK-2432",
                "no X.509 certificates in PEM form",
                certificates.toString(),
                "give the file with `-----BEGIN CERTIFICATE-----`, the server's own certificate first",
                CamkitException.Retry.GIVE_UP,
                cause);
    }

    private CamkitException notItsKey(@Nullable Exception cause) {
        return new CamkitException(
                "CK-2433",
                "this is not the key of the first certificate in " + certificates,
                key.toString(),
                "give the key that the certificate was requested with",
                CamkitException.Retry.GIVE_UP,
                cause);
    }
}
