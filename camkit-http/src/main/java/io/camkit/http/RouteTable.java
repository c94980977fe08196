package io.camkit.http;

import io.camkit.spi.Nullable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What is mounted right now. Looking up takes no lock; mounting replaces the whole table. */
final class RouteTable implements Routes {
    private static final String CAMERA = "[a-z0-9-]{1,64}";
    private static final String WEBSOCKET = "WebSocket";

    /** Ends, for a reason, something that a route began. */
    interface Began {
        void unmounted();
    }

    /** What was mounted together, and what its routes began. */
    final class Mounted implements Mount {
        private final Set<Began> began = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        /** Remembers something to end with the mount; ends it at once if the mount is gone. */
        void began(Began something) {
            began.add(something);
            if (closed) {
                something.unmounted();
            }
        }

        void ended(Began something) {
            began.remove(something);
        }

        @Override
        public void close() {
            closed = true;
            remove(this);
            began.forEach(Began::unmounted);
        }
    }

    /**
     * One route in its place.
     *
     * @param camera the camera it was mounted for; empty for routes about all
     */
    record Entry(Route route, String camera, Mounted mount) {}

    /** The routes at a path, by method, and what its variables stand for. */
    record Found(Map<String, Entry> byMethod, Map<String, String> variables) {
        @Nullable
        Entry entry(String method, boolean webSocket) {
            return byMethod.get(webSocket ? WEBSOCKET : method.equals("HEAD") ? "GET" : method);
        }

        boolean webSocketOnly() {
            return byMethod.keySet().equals(Set.of(WEBSOCKET));
        }
    }

    private volatile SortedMap<Template, Map<String, Entry>> table = new TreeMap<>();

    @Override
    public Mount mount(List<Route> routes) {
        return add("", "", routes);
    }

    @Override
    public Mount mountCamera(String camera, List<Route> routes) {
        if (!camera.matches(CAMERA)) {
            throw new IllegalArgumentException("camera " + camera + ": an id is " + CAMERA);
        }
        return add(prefix(camera), camera, routes);
    }

    private static String prefix(String camera) {
        return "/cameras/" + camera + "/";
    }

    private synchronized Mount add(String prefix, String camera, List<Route> routes) {
        Mounted mount = new Mounted();
        SortedMap<Template, Map<String, Entry>> next = copy();
        for (Route route : routes) {
            Template template = new Template(prefix + route.template());
            String key = route.isWebSocket() ? WEBSOCKET : route.method();
            Entry before = next.computeIfAbsent(template, any -> new TreeMap<>())
                    .putIfAbsent(key, new Entry(route, camera, mount));
            if (before != null) {
                throw new IllegalStateException(key + " " + template + " is mounted already");
            }
        }
        table = next;
        return mount;
    }

    private synchronized void remove(Mounted mount) {
        SortedMap<Template, Map<String, Entry>> next = copy();
        next.values().forEach(entries -> entries.values().removeIf(entry -> entry.mount() == mount));
        next.values().removeIf(Map::isEmpty);
        table = next;
    }

    private SortedMap<Template, Map<String, Entry>> copy() {
        SortedMap<Template, Map<String, Entry>> copy = new TreeMap<>();
        table.forEach((template, entries) -> copy.put(template, new TreeMap<>(entries)));
        return copy;
    }

    /** What a camera can be watched by: the paths below its own, without those that stand for many. */
    List<String> views(String camera) {
        String prefix = prefix(camera);
        return table.entrySet().stream()
                .filter(entry -> entry.getValue().values().stream()
                        .anyMatch(view ->
                                view.camera().equals(camera) && view.route().action() == Action.VIEW))
                .map(entry -> entry.getKey().toString().substring(prefix.length()))
                .filter(path -> !path.contains("{"))
                .sorted()
                .toList();
    }

    /** What is mounted at a path; null when nothing is. */
    @Nullable
    Found find(List<String> segments) {
        for (Map.Entry<Template, Map<String, Entry>> candidate : table.entrySet()) {
            Map<String, String> variables = candidate.getKey().match(segments);
            if (variables != null) {
                candidate.getValue().values().stream()
                        .map(Entry::camera)
                        .filter(camera -> !camera.isEmpty())
                        .findFirst()
                        .ifPresent(camera -> variables.put("cam", camera));
                return new Found(candidate.getValue(), variables);
            }
        }
        return null;
    }
}
