package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.tls.DTLSServerProtocol;

class HandshakeServerFuzzTest {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.create(new SecureRandom(), Instant.EPOCH);

    /** Each datagram has its length in front, in two bytes. */
    @FuzzTest
    void anyDatagramsLeadToNoHandshakeAndToNoOtherFailure(byte[] bytes) {
        var inbox = new Inbox(DtlsRole.SERVER, datagram -> {});
        inbox.stopWaiting();
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.remaining() >= Short.BYTES) {
            int length = Math.min(rest.getShort() & 0xffff, rest.remaining());
            inbox.offer(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
        }
        var agreement = new Agreement(IDENTITY, IDENTITY.fingerprint(), List.of(SrtpProfile.values()), 20);

        assertThrows(IOException.class, () -> new DTLSServerProtocol().accept(new HandshakeServer(agreement), inbox));
    }
}
