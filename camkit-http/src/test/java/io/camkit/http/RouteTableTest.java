package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private final RouteTable table = new RouteTable();

    private static Route get(String template) {
        return Route.get(template, Action.VIEW, exchange -> {});
    }

    private String templateAt(String... segments) {
        var found = table.find(List.of(segments));
        var entry = found == null ? null : found.byMethod().get("GET");
        return entry == null ? "" : entry.route().template();
    }

    private Map<String, String> variablesAt(String... segments) {
        var found = table.find(List.of(segments));
        return found == null ? Map.of() : found.variables();
    }

    @Test
    void theEarlierLiteralWins() {
        table.mount(List.of(get("/{path...}"), get("/api/{any}"), get("/api/cameras"), get("/{any}/cameras")));

        assertEquals("/api/cameras", templateAt("api", "cameras"));
        assertEquals("/api/{any}", templateAt("api", "else"));
        assertEquals("/{any}/cameras", templateAt("other", "cameras"));
        assertEquals("/{path...}", templateAt("api", "cameras", "door"));
        assertEquals("/{path...}", templateAt(""));
    }

    @Test
    void variablesStandForOneSegmentAndTheLastForTheRest() {
        table.mount(List.of(get("/a/{one}/{rest...}")));

        assertEquals(Map.of("one", "x", "rest", "y/z"), variablesAt("a", "x", "y", "z"));
    }

    @Test
    void aCamerasRoutesKnowTheirCamera() {
        table.mountCamera("door", List.of(get("live")));

        assertEquals(Map.of("cam", "door"), variablesAt("cameras", "door", "live"));
        assertNull(table.find(List.of("cameras", "yard", "live")));
    }

    @Test
    void aPathIsTakenOnceAndNothingIsMountedThen() {
        table.mount(List.of(get("/a/{one}")));

        assertThrows(IllegalStateException.class, () -> table.mount(List.of(get("/b"), get("/a/{two}"))));
        assertNull(table.find(List.of("b")));
    }

    @Test
    void whatARouteBeganEndsWithItsMount() {
        var ended = new AtomicInteger();
        var mount = (RouteTable.Mounted) table.mount(List.of(get("/a")));
        mount.began(ended::incrementAndGet);

        mount.close();
        mount.began(ended::incrementAndGet);

        assertEquals(2, ended.get());
        assertNull(table.find(List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "//", "/a//b", "/{}", "/{a", "/{a...}/b", "/{a}/{a}", "/a b", "/{A}", "/a/?x"})
    void whatIsNoTemplateIsRefused(String template) {
        assertThrows(IllegalArgumentException.class, () -> table.mount(List.of(get(template))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Door", "a/b", "..", "ä"})
    void whatIsNoCameraIsRefused(String camera) {
        assertThrows(IllegalArgumentException.class, () -> table.mountCamera(camera, List.of(get("live"))));
    }

    @Test
    @SuppressWarnings("NullAway") // what the compiler would refuse, a caller without it can do
    void aRouteWithoutAnActionIsRefused() {
        assertThrows(NullPointerException.class, () -> Route.get("/a", null, exchange -> {}));
    }
}
