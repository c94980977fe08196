package io.camkit.source.esp32;

import io.camkit.Clock;
import io.camkit.http.Action;
import io.camkit.http.Exchange;
import io.camkit.http.Grant;
import io.camkit.http.Peer;
import io.camkit.http.WebSocket;
import io.camkit.http.WebSocketListener;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One WebSocket at {@code /ingest/{cam}}. Whoever has the right to INGEST is let in at once. Everybody else is asked for the camera's
 * token, and asked in the same way for a camera that there is not.
 *
 * <p><b>Threading.</b> The connection's loop.
 */
final class Visit implements WebSocketListener, Link {
    /** The largest message of somebody whom we do not know. */
    static final int MAX_LOGIN_BYTES = 1024;

    private static final int MAX_TEXT = 1024;

    private static final Duration LOGIN = Duration.ofSeconds(10);
    private static final int RIGHT_ENDED = 1008;
    private static final int NOT_UNDERSTOOD = 4400;
    private static final int REFUSED = 4401;
    private static final int NOT_EXPECTED = 4404;
    private static final int LATE = 4408;
    private static final int TOO_MANY = 4429;

    private final Desk desk;
    private final WebSocket socket;
    private final String camera;
    private final Peer peer;
    private final String nonce;
    private Clock.Cancellable deadline = () -> {};
    private @Nullable Device device;
    private boolean over;

    Visit(Desk desk, WebSocket socket) {
        Exchange request = socket.request();
        this.desk = desk;
        this.socket = socket;
        this.camera = request.variable("cam");
        this.peer = request.peer();
        this.nonce = desk.nonce();
    }

    @Override
    public void onOpen() {
        socket.onClose(this::closed);
        Optional<Grant> grant = socket.request().grant(Action.INGEST, camera);
        if (grant.isPresent()) {
            Grant.Registration revocation =
                    grant.get().onRevoked(() -> socket.close(RIGHT_ENDED, "the right to this has ended"));
            socket.onClose(revocation::close);
            letIn("granted");
        } else if (peer.secondsToWait() > 0) {
            refuse(TOO_MANY, "too_many", "too many wrong tokens came from this address");
        } else {
            deadline = desk.clock().schedule(LOGIN, () -> socket.loop().execute(this::late));
            socket.text("{\"type\":\"challenge\",\"nonce\":\"" + nonce + "\"}");
        }
    }

    private void late() {
        if (device == null && !over) {
            refuse(LATE, "late", "no login within " + LOGIN.toSeconds() + " s");
        }
    }

    @Override
    public void onText(String message) {
        if (over) {
            return;
        }
        if (message.length() > MAX_TEXT) {
            refuse(NOT_UNDERSTOOD, "malformed", "no message of a device is that long");
            return;
        }
        try {
            Map<String, String> said = FlatJson.parse(message);
            if (device != null) {
                device.said(said);
            } else {
                login(said);
            }
        } catch (FlatJson.MalformedException e) {
            refuse(NOT_UNDERSTOOD, "malformed", "this is no message of a device: " + e.getMessage());
        }
    }

    private void login(Map<String, String> said) {
        String proof = said.get("proof");
        String token = said.get("token");
        if (!"login".equals(said.get("type")) || (proof == null) == (token == null)) {
            refuse(NOT_UNDERSTOOD, "malformed", "a login has the type login, and a proof or a token");
            return;
        }
        DeviceKey key = desk.key(camera);
        // a token that went over the network in the clear is everybody's by now, the right one too
        boolean right = proof != null
                ? key.isProvedBy(proof, challenge(camera, nonce))
                : token != null && peer.isPrivate() && key.isOf(token);
        if (right) {
            letIn("logged_in");
        } else {
            peer.wasWrong();
            refuse(REFUSED, "wrong_token", "refused");
        }
    }

    /** What is signed: the camera too, so that one camera's login is not another's. */
    static String challenge(String camera, String nonce) {
        return "camkit-ingest-1\n" + camera + "\n" + nonce;
    }

    private void letIn(String result) {
        deadline.cancel();
        Device known = desk.device(this, camera);
        socket.accept(JpegScanner.MAX_BYTES);
        socket.text("{\"type\":\"welcome\",\"maxBytes\":" + JpegScanner.MAX_BYTES + "}");
        device = known;
        if (desk.arrive(camera, known)) {
            desk.count(result);
        } else {
            refuse(NOT_EXPECTED, "not_expected", "this camera takes no pictures from outside");
        }
    }

    private void refuse(int status, String reason, String why) {
        over = true;
        desk.refused(camera, peer(), reason);
        socket.close(status, why);
    }

    @Override
    public void onBinary(ByteBuf message) {
        if (over) {
            return;
        }
        if (device == null) {
            refuse(NOT_UNDERSTOOD, "malformed", "a login comes first");
        } else {
            device.picture(message);
        }
    }

    private void closed() {
        deadline.cancel();
        if (device != null) {
            desk.left(camera, device);
        }
    }

    @Override
    public String peer() {
        return peer.address().getHostAddress();
    }

    @Override
    public String transport() {
        return "WebSocket from " + peer();
    }

    @Override
    public boolean takesCommands() {
        return true;
    }

    @Override
    public void text(String message) {
        socket.text(message);
    }

    @Override
    public void close(int status, String reason) {
        socket.close(status, reason);
    }
}
