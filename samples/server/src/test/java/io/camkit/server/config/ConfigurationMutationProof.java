package io.camkit.server.config;

import io.camkit.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged configuration files. */
@Tag("proof")
class ConfigurationMutationProof {
    private static final int COUNT = 5000;
    private static final String YAML = """
            listen: {bind: 127.0.0.1, port: 8080, tls: auto}
            access:
              tokens:
                - {name: hall, token: "a-token-of-24-characters", cameras: ["*"], actions: [VIEW]}
            defaults: {username: viewer, password: "secret"}
            cameras:
              - {id: door, source: "rtsp://10.0.0.5/stream1", sub: "rtsp://10.0.0.5/stream2", sinks: [live, mjpeg]}
              - id: yard
                source: "rtsp://10.0.0.6/stream1"
                stallAfter: 30s
            """;

    private static final String CAMERA = """
            {"id":"door","source":"rtsp://viewer:p%40ss@10.0.0.5/stream1?key=abc","sub":"rtsp://10.0.0.5/stream2",
             "sinks":["live"],"stallSeconds":9,"allowLocal":true}
            """;

    @Test
    void damagedFiles() {
        System.out.println(Mutations.of("configuration files", YAML.getBytes(StandardCharsets.UTF_8))
                .check(COUNT, (input, memory) -> {
                    try {
                        new Reading().of(StandardCharsets.UTF_8.decode(input).toString());
                    } catch (InvalidConfiguration e) {
                        // most are
                    }
                }));
    }

    /** A camera that somebody sends, in place of one that is there. */
    @Test
    void damagedCameras() throws InvalidConfiguration {
        EntryReader reader = new EntryReader(new Reading.Plugins());
        CameraEntry old = reader.read(CAMERA, Optional.empty(), Optional.empty());
        System.out.println(Mutations.of("cameras over HTTP", CAMERA.getBytes(StandardCharsets.UTF_8))
                .check(COUNT, (input, memory) -> {
                    String request = StandardCharsets.UTF_8.decode(input).toString();
                    reader.idIn(request);
                    try {
                        reader.read(request, Optional.of(old.id()), Optional.of(old));
                    } catch (InvalidConfiguration e) {
                        // most are
                    }
                }));
    }
}
