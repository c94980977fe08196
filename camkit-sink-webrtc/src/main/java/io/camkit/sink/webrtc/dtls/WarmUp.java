package io.camkit.sink.webrtc.dtls;

import io.camkit.sink.webrtc.srtp.SrtpKeys;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A handshake between two sessions in memory. */
final class WarmUp {
    private final End clientEnd = new End(DtlsRole.CLIENT);
    private final End serverEnd = new End(DtlsRole.SERVER);
    private final DtlsSession client;
    private final DtlsSession server;

    WarmUp(DtlsHandshakes handshakes) {
        client = handshakes.session(DtlsRole.CLIENT, handshakes.fingerprint(), this::toServer, clientEnd);
        server = handshakes.session(DtlsRole.SERVER, handshakes.fingerprint(), client::record, serverEnd);
    }

    private void toServer(ByteBuffer datagram) {
        server.record(datagram);
    }

    CompletionStage<Void> run() {
        server.start();
        client.start();
        return CompletableFuture.allOf(clientEnd.done, serverEnd.done);
    }

    private final class End implements DtlsListener {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final DtlsRole role;

        End(DtlsRole role) {
            this.role = role;
        }

        @Override
        public void established(SrtpKeys keys) {
            if (role == DtlsRole.CLIENT) {
                client.close(); // the server was done before
            }
        }

        @Override
        public void ended(DtlsEnd how) {
            client.close();
            server.close();
            if (how instanceof DtlsEnd.Failed failed) {
                done.completeExceptionally(failed.cause());
            } else {
                done.complete(null);
            }
        }
    }
}
