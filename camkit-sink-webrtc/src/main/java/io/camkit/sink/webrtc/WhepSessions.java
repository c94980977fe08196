package io.camkit.sink.webrtc;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.http.Grant;
import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.sink.webrtc.rtp.StreamIds;
import io.camkit.sink.webrtc.sdp.Answer;
import io.camkit.sink.webrtc.sdp.AnsweredMedia;
import io.camkit.sink.webrtc.sdp.Offer;
import io.camkit.sink.webrtc.transport.Peer;
import io.camkit.sink.webrtc.transport.PeerPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Who watches one camera.
 *
 * <p><b>Threading.</b> The port's event loop.
 */
final class WhepSessions {
    private static final int ID_BYTES = 16;
    /** Of one kit. Each costs the encryption of its packets. */
    private static final int MOST_PEERS = 2000;

    private final PeerPort port;
    private final WhepMetrics metrics;
    private final Broadcasts broadcasts;
    private final Map<String, Held> sessions = new HashMap<>();
    private boolean closed;

    /**
     * A session that runs.
     *
     * @param mid of the section that speaks for all
     * @param owner who began it, and alone may end it
     * @param revocation forgotten with it
     */
    record Held(WhepSession session, Peer peer, String mid, String owner, Grant.Registration revocation) {}

    /**
     * A session that was begun.
     *
     * @param id 128 random bits in hexadecimal digits
     * @param tag by which this state of it is known
     */
    record Begun(String id, String tag, String answer) {}

    WhepSessions(PeerPort port, Clock clock, WhepMetrics metrics) {
        this.port = port;
        this.metrics = metrics;
        this.broadcasts = new Broadcasts(port.loop(), clock);
    }

    /** The event loop. Any thread. */
    Executor loop() {
        return port.loop();
    }

    /** @throws CamkitException {@code CK-7204} if there are too many, {@code CK-7205} if the camera is being closed */
    Begun begin(Grant grant, Offer offer, List<Choice> choices) {
        if (closed) {
            throw refused("CK-7205", "the camera is being closed", "try again in a moment");
        }
        if (port.peers() >= MOST_PEERS) {
            throw refused("CK-7204", "there are " + MOST_PEERS + " viewers already", "try again later");
        }
        Map<Integer, AnsweredMedia> answered = new HashMap<>();
        int source = port.random().nextInt();
        List<WhepSession.Planned> planned = new ArrayList<>();
        for (Choice choice : choices) {
            StreamIds ids = ids(offer, choice, source);
            source += 2;
            answered.put(choice.section(), new AnsweredMedia(choice.format(), Direction.SENDONLY, ids));
            planned.add(new WhepSession.Planned(broadcasts.take(choice), ids));
        }
        String id = newId();
        WhepSession session = new WhepSession(port, metrics, planned, () -> forget(id, planned));
        Peer peer = port.accept(offer.transport(), session);
        session.over(peer);
        sessions.put(
                id,
                new Held(
                        session,
                        peer,
                        mid(offer, choices),
                        grant.principal(),
                        grant.onRevoked(() -> port.loop().execute(session::close))));
        String sdp = Answer.to(offer, answered, peer.local(), port.random().nextLong() >>> 1);
        return new Begun(id, WhepPatch.tag(peer), sdp);
    }

    private static String mid(Offer offer, List<Choice> choices) {
        int first = choices.stream().mapToInt(Choice::section).min().orElse(0);
        return offer.media().get(first).mid();
    }

    private static CamkitException refused(String code, String what, String mend) {
        return new CamkitException(code, what, "", mend, Retry.RETRY);
    }

    /** Two sources in a row, so that those of one session differ. */
    private static StreamIds ids(Offer offer, Choice choice, int source) {
        int repairType = offer.media().get(choice.section()).repairType(choice.format());
        return new StreamIds(source, choice.format().payloadType(), source + 1, repairType);
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        port.random().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private void forget(String id, List<WhepSession.Planned> planned) {
        planned.forEach(plan -> broadcasts.giveBack(plan.broadcast()));
        Held held = sessions.remove(id);
        if (held != null) {
            held.revocation().close();
        }
    }

    /** A session; empty if there is none of this owner. */
    Optional<Held> of(String id, String owner) {
        return Optional.ofNullable(sessions.get(id)).filter(held -> held.owner().equals(owner));
    }

    /** Ends all. */
    void close() {
        closed = true;
        List.copyOf(sessions.values()).forEach(held -> held.session().close());
    }
}
