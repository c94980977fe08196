package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.Camera;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** What somebody who started the server wants to know first. */
final class Greeting {
    private Greeting() {}

    static void print(PrintWriter out, CamServer server, CamKit kit, boolean demo) {
        String cameras = kit.cameras().stream().map(Camera::id).collect(Collectors.joining(", "));
        out.println();
        out.println("  camkit is running");
        out.println();
        line(out, "Open", server.address());
        line(out, "Cameras", cameras.isEmpty() ? "none yet" : cameras);
        line(out, "Access", server.audience());
        if (demo) {
            line(out, "Demo", "its cameras are made up; copy camkit.example.yaml to camkit.yaml to show your own");
        }
        line(out, "Stop", "Ctrl-C");
        out.println();
        out.flush();
    }

    private static void line(PrintWriter out, String what, String text) {
        out.printf("  %-8s %s%n", what, text);
    }
}
