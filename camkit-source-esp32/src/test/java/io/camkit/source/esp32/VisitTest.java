package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.http.Exchange;
import io.camkit.http.Peer;
import io.camkit.http.Route;
import io.camkit.http.Routes;
import io.camkit.http.WebSocket;
import io.camkit.spi.Nullable;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A visit from elsewhere, over a connection that somebody may read. */
class VisitTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final List<String> said = new ArrayList<>();
    private final Desk desk = new Desk();
    private boolean isPrivate;
    private int wrong;

    private final class FromElsewhere implements Peer {
        @Override
        public InetAddress address() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public boolean isPrivate() {
            return isPrivate;
        }

        @Override
        public long secondsToWait() {
            return 0;
        }

        @Override
        public void wasWrong() {
            wrong++;
        }
    }

    /** Answers what a visit asks for, and nothing else. */
    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object answer = answers.get(method.getName());
            return answer instanceof Told told ? told.hear(method.getName(), given) : answer;
        }));
    }

    private interface Told {
        @Nullable
        Object hear(String method, Object[] given);
    }

    private Visit visit() {
        var probe = SourceProbe.over(leaks)
                .providing(Routes.class, stub(Routes.class, Map.of("mount", stub(Routes.Mount.class, Map.of()))));
        desk.open(probe, Ingest.spec());
        desk.expect(new Esp32Source(Ingest.spec()), Ingest.spec(), probe);
        Exchange request = stub(
                Exchange.class,
                Map.of("variable", probe.camera(), "peer", new FromElsewhere(), "grant", Optional.empty()));
        Told write = (method, given) -> {
            said.add(method + " " + given[0]);
            return null;
        };
        Visit visit = new Visit(
                desk,
                stub(WebSocket.class, Map.of("request", request, "text", write, "close", write, "accept", write)));
        visit.onOpen();
        return visit;
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    void aDeviceThatIsGoneBeforeItIsTakenIsNotWaitedFor() {
        var probe = SourceProbe.over(leaks)
                .providing(Desk.class, desk)
                .providing(Routes.class, stub(Routes.class, Map.of("mount", stub(Routes.Mount.class, Map.of()))));
        var attempt = new Esp32Source(Ingest.spec());
        probe.start(attempt);
        Device device =
                desk.device(stub(Link.class, Map.of("peer", "10.0.0.9", "transport", "a test")), probe.camera());
        device.gone();
        attempt.take(device);

        assertEquals("CK-2604", probe.awaitEnd(Duration.ofSeconds(10)).code());
    }

    @Test
    void theRouteIsOpenToStrangersAndTakesLittleFromThem() {
        var mounted = new ArrayList<Route>();
        Told mount = (method, given) -> {
            ((List<?>) given[0]).forEach(route -> mounted.add((Route) route));
            return stub(Routes.Mount.class, Map.of());
        };
        var probe = SourceProbe.over(leaks).providing(Routes.class, stub(Routes.class, Map.of("mount", mount)));
        desk.open(probe, Ingest.spec());
        desk.open(probe, Ingest.spec());

        assertEquals(1, mounted.size());
        assertEquals("/ingest/{cam}", mounted.get(0).template());
        assertEquals(1024, mounted.get(0).maxBytes());
    }

    @Test
    void aTokenThatWentOverTheNetworkInTheClearIsNotTaken() {
        visit().onText("{\"type\":\"login\",\"token\":\"" + Ingest.TOKEN + "\"}");

        assertEquals("close 4401", said.get(said.size() - 1));
        assertEquals(1, wrong);
    }

    @Test
    void aTokenThatNobodyReadIsTaken() {
        isPrivate = true;
        visit().onText("{\"type\":\"login\",\"token\":\"" + Ingest.TOKEN + "\"}");

        assertTrue(said.get(said.size() - 1).contains("welcome"), said::toString);
        assertEquals(0, wrong);
    }

    @Test
    void aProofIsTakenFromAnywhere() {
        Visit visit = visit();
        String nonce = said.get(0).replaceAll(".*\"nonce\":\"([0-9a-f]{64})\".*", "$1");
        visit.onText("{\"type\":\"login\",\"proof\":\"" + Proofs.of(Ingest.TOKEN, "probe", nonce) + "\"}");

        assertTrue(said.get(said.size() - 1).contains("welcome"), said::toString);
    }
}
