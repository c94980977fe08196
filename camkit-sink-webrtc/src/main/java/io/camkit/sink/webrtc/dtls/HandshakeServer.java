package io.camkit.sink.webrtc.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;

/** What this end says in a handshake that the other end begins. */
@SuppressWarnings({"rawtypes", "unchecked"}) // BouncyCastle's tables have no types
final class HandshakeServer extends DefaultTlsServer {
    private static final short[] CERTIFICATES = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};

    private final Agreement agreement;

    HandshakeServer(Agreement agreement) {
        super(agreement.identity().crypto());
        this.agreement = agreement;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Agreement.suites();
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return agreement.resendMillis();
    }

    @Override
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        agreement.choose(TlsSRTPUtils.getUseSRTPExtension(extensions));
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        TlsSRTPUtils.addUseSRTPExtension(extensions, agreement.answer());
        return extensions;
    }

    @Override
    public TlsCredentials getCredentials() {
        return agreement.identity().signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(CERTIFICATES, Agreement.signatures(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        agreement.check(chain);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        agreement.export(context, DtlsRole.SERVER);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        agreement.alert(description);
    }
}
