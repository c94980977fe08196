package io.camkit.http;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What is known about the kit and its cameras: {@code /health}, {@code /metrics}, {@code /api/cameras}. */
final class CameraRoutes {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CamKit kit;
    private final RouteTable table;
    private final long started;

    CameraRoutes(CamKit kit, RouteTable table) {
        this.kit = kit;
        this.table = table;
        this.started = kit.clock().nanos();
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", Action.PUBLIC, this::health),
                Route.get("/metrics", Action.VIEW, this::metrics),
                Route.get("/api/cameras", Action.VIEW, this::list),
                Route.get("/api/cameras/{cam}", Action.VIEW, this::one));
    }

    /** Numbers without names. */
    record Health(String status, Count cameras, long uptimeSeconds) {}

    /** How many there are, and how many run. */
    record Count(int total, long running) {}

    private void health(Exchange exchange) {
        List<Camera> cameras = kit.cameras();
        long running = cameras.stream()
                .filter(camera -> camera.state() == State.RUNNING)
                .count();
        long uptime = (kit.clock().nanos() - started) / NANOS_PER_SECOND;
        exchange.json(200, new Health("ok", new Count(cameras.size(), running), uptime));
    }

    private void metrics(Exchange exchange) {
        if (!exchange.grant().coversAll()) {
            exchange.notFound();
            return;
        }
        byte[] text = PrometheusText.of(kit.metrics().samples()).getBytes(StandardCharsets.UTF_8);
        exchange.respond(200, "text/plain; version=0.0.4; charset=utf-8", text, Map.of());
    }

    /** All cameras that the visitor may see. */
    record Cameras(List<CameraView> cameras) {}

    private void list(Exchange exchange) {
        List<CameraView> visible = kit.cameras().stream()
                .filter(camera -> exchange.grant().covers(camera.id()))
                .map(this::view)
                .toList();
        exchange.json(200, new Cameras(visible));
    }

    private void one(Exchange exchange) {
        kit.find(exchange.variable("cam"))
                .ifPresentOrElse(camera -> exchange.json(200, view(camera)), exchange::notFound);
    }

    private CameraView view(Camera camera) {
        return CameraView.of(camera, table.views(camera.id()), kit.clock().now());
    }
}
