package io.camkit.sink.webrtc.dtls;

import io.camkit.CamkitException;
import io.camkit.sink.webrtc.srtp.SrtpKeys;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;

/**
 * What the two ends of a session agree on, and what this end insists on: the part of a handshake that is the same for client and server.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
final class Agreement {
    private final DtlsIdentity identity;
    private final DtlsFingerprint expected;
    private final List<SrtpProfile> acceptable;
    private final int resendMillis;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;
    private @Nullable CamkitException refusal;
    private boolean left;

    /**
     * @param expected whose certificate the other end is to have
     * @param acceptable the best first
     */
    Agreement(DtlsIdentity identity, DtlsFingerprint expected, List<SrtpProfile> acceptable, int resendMillis) {
        this.identity = identity;
        this.expected = expected;
        this.acceptable = acceptable;
        this.resendMillis = resendMillis;
    }

    DtlsIdentity identity() {
        return identity;
    }

    int resendMillis() {
        return resendMillis;
    }

    /** With the key that this end has: ECDSA. */
    static int[] suites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        };
    }

    /** How the other end may prove that it has the key of its certificate; BouncyCastle does not find RSASSA-PSS among what Java has. */
    @SuppressWarnings("JdkObsolete") // BouncyCastle wants it
    static Vector<SignatureAndHashAlgorithm> signatures() {
        return new Vector<>(List.of(
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa)));
    }

    /** The client's side of {@code use_srtp} (RFC 5764, section 4.1.1). */
    UseSRTPData offer() {
        return new UseSRTPData(acceptable.stream().mapToInt(SrtpProfile::id).toArray(), new byte[0]);
    }

    /** The server chooses among what the client offers. */
    void choose(@Nullable UseSRTPData offered) throws TlsFatalAlert {
        if (offered != null) {
            List<SrtpProfile> offers = profiles(offered);
            profile = acceptable.stream().filter(offers::contains).findFirst().orElse(null);
        }
    }

    /** The server's answer. */
    UseSRTPData answer() throws TlsFatalAlert {
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
        }
        return new UseSRTPData(new int[] {profile.id()}, new byte[0]);
    }

    /** The client accepts the server's choice, if it is one of its own offers. */
    void accept(@Nullable UseSRTPData answer) throws TlsFatalAlert {
        List<SrtpProfile> chosen =
                answer == null || answer.getMki().length > 0 ? List.of() : profiles(answer); // keys have no names here
        if (chosen.size() != 1 || !acceptable.containsAll(chosen)) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "no SRTP profile of those that were offered");
        }
        profile = chosen.get(0);
    }

    private static List<SrtpProfile> profiles(UseSRTPData data) {
        return Arrays.stream(data.getProtectionProfiles())
                .mapToObj(SrtpProfile::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The other end shows its certificate; that it has the key is proved later. */
    void check(@Nullable Certificate chain) throws IOException {
        String seen = "none";
        if (chain != null && !chain.isEmpty()) {
            DtlsFingerprint fingerprint =
                    DtlsFingerprint.of(chain.getCertificateAt(0).getEncoded());
            if (fingerprint.equals(expected)) {
                return;
            }
            seen = fingerprint.toString();
        }
        refusal = DtlsFaults.otherCertificate(seen, expected);
        throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }

    /** Takes the keys out of a handshake that is complete. */
    void export(TlsContext context, DtlsRole role) {
        SrtpProfile agreed = Objects.requireNonNull(profile);
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, agreed.materialBytes());
        keys = role == DtlsRole.CLIENT ? SrtpKeys.ofClient(agreed, material) : SrtpKeys.ofServer(agreed, material);
    }

    /** After a handshake that came about. */
    SrtpKeys keys() {
        return Objects.requireNonNull(keys);
    }

    /** The other end sent an alert. */
    void alert(short description) {
        left |= description == AlertDescription.close_notify;
    }

    /** Whether the other end said that it leaves. */
    boolean left() {
        return left;
    }

    /** What this end objected to; null if nothing. */
    @Nullable
    CamkitException refusal() {
        return refusal;
    }
}
