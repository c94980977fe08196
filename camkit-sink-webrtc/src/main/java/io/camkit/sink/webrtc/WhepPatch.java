package io.camkit.sink.webrtc;

import io.camkit.CamkitException;
import io.camkit.http.Exchange;
import io.camkit.sink.webrtc.sdp.IceFragment;
import io.camkit.sink.webrtc.transport.Peer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What a viewer says about his network after his offer (draft-ietf-wish-whep-03; RFC 9725, section 4.3): candidates, which this end does
 * not need, for it awaits him; or new credentials, with which ICE begins anew.
 *
 * <p><b>Threading.</b> {@link #of} any thread, {@link #apply} the port's event loop.
 */
final class WhepPatch {
    private static final String TYPE = "application/trickle-ice-sdpfrag";

    private final Exchange exchange;
    private final IceFragment fragment;
    private final String condition;

    private WhepPatch(Exchange exchange, IceFragment fragment) {
        this.exchange = exchange;
        this.fragment = fragment;
        this.condition = exchange.header("If-Match").orElse("").strip();
    }

    /**
     * Reads what is to change.
     *
     * @throws CamkitException {@code CK-7206} if it is none that can be read
     */
    static WhepPatch of(Exchange exchange) {
        return new WhepPatch(exchange, IceFragment.parse(exchange.body()));
    }

    /** Whether a body is of the right type. */
    static boolean isType(String contentType) {
        String type = contentType.strip().toLowerCase(Locale.ROOT);
        return type.equals(TYPE) || type.startsWith(TYPE + ";");
    }

    /** How one state of a session is known. */
    static String tag(Peer peer) {
        return "\"" + peer.local().ufrag() + "\"";
    }

    /** Changes the session, and answers. */
    void apply(WhepSessions.Held held) {
        Peer peer = held.peer();
        boolean other = fragment.hasCredentials() && !fragment.ufrag().equals(peer.remoteUfrag());
        if (condition.isEmpty() && other) {
            refuse(428, "it is not said which state of the session is to change");
        } else if (!condition.isEmpty() && !meansAny() && !means(tag(peer))) {
            refuse(412, "the session is in another state");
        } else if (other) {
            peer.restart(fragment.ufrag());
            answer(held);
        } else if (fragment.hasCredentials() && meansAny()) {
            answer(held); // once more: the first answer did not arrive
        } else {
            exchange.respond(204, TYPE, new byte[0], Map.of());
        }
    }

    private boolean meansAny() {
        return condition.equals("*") || condition.equals("\"*\"");
    }

    private boolean means(String tag) {
        return Arrays.stream(condition.split(",")).map(String::strip).anyMatch(tag::equals);
    }

    private void refuse(int status, String what) {
        exchange.problem(
                status, "CK-7207", what, "send `If-Match: *` to begin ICE anew, or the newest `ETag` with candidates");
    }

    private void answer(WhepSessions.Held held) {
        byte[] body = IceFragment.of(held.peer().local(), held.mid()).getBytes(StandardCharsets.UTF_8);
        exchange.respond(200, TYPE, body, Map.of("ETag", tag(held.peer()), "Cache-Control", "no-store"));
    }
}
