package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Credentials;
import io.camkit.server.browser.Clips;
import io.camkit.server.browser.ServerProcess;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
import io.camkit.testkit.peers.Lighttpd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty secrets go every way that a secret can go, with everything logged that can be. None is seen in the log, an answer, a metric, or
 * the arguments of a process.
 */
class CanarySecretsTest {
    private static final String TRACE = """
            <configuration debug="true">
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger %msg%n</pattern></encoder>
              </appender>
              <root level="TRACE"><appender-ref ref="out"/></root>
            </configuration>
            """;

    /** 64 hexadecimal digits each, which will do for a device's token too. */
    private static final List<String> SECRETS = IntStream.rangeClosed(1, 43)
            .mapToObj(n -> "ca%02da41".formatted(n) + "%056x".formatted(n * 7919L))
            .toList();

    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder answers = new StringBuilder();

    @TempDir
    private Path folder;

    private static String s(int number) {
        return SECRETS.get(number - 1);
    }

    private String send(ServerProcess server, String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.page().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        answers.append(answer.headers().map()).append(answer.body()).append('\n');
        return answer.body();
    }

    private String configuration(int rtsp, int basic, int digest) {
        return """
                access:
                  tokens:
                    - {name: admin, token: %s, actions: [view, configure]}
                    - {name: guest, token: %s}
                    - {name: env, token: "${CANARY_TOKEN}"}
                defaults: {username: viewer, password: %s}
                cameras:
                  - {id: rtsp-good, source: "rtsp://viewer:%s@127.0.0.1:%d/cam0", sub: "rtsp://viewer:%s@127.0.0.1:1/s"}
                  - {id: rtsp-wrong, source: "rtsp://viewer:%s@127.0.0.1:%d/cam0"}
                  - {id: rtsp-beside, source: "rtsp://127.0.0.1:%d/cam0", username: viewer, password: "${CANARY_PASSWORD}"}
                  - {id: rtsp-default, source: "rtsp://127.0.0.1:%d/cam0"}
                  - {id: http-basic, source: "http://viewer:%s@127.0.0.1:%d/stream?password=%s&token=%s"}
                  - {id: http-digest, source: "http://viewer:%s@127.0.0.1:%d/stream?key=%s"}
                  - {id: http-wrong, source: "http://viewer:%s@127.0.0.1:%d/stream"}
                  - {id: https-plain, source: "https://viewer:%s@127.0.0.1:%d/stream?pwd=%s"}
                  - {id: in-path, source: "rtsp://127.0.0.1:1/user=admin_password=%s_channel=1"}
                  - {id: no-host, source: "rtsp://viewer:%s@no-such-camera.invalid/s"}
                  - {id: no-plugin, source: "gopher://viewer:%s@127.0.0.1/s"}
                  - {id: broken, source: "rtsp://viewer:%s@bad host/s"}
                """.formatted(
                        s(1), s(2), s(3), s(4), rtsp, s(5), s(6), rtsp, rtsp, rtsp, s(4), basic, s(7), s(8), s(4),
                        digest, s(9), s(10), basic, s(11), basic, s(12), s(13), s(14), s(15), s(16));
    }

    private String withEveryInstalledSource() {
        StringBuilder more = new StringBuilder();
        if (isInstalled("esp32")) {
            more.append("  - {id: device, source: \"esp32:\", token: ")
                    .append(s(17))
                    .append("}\n");
        }
        if (isInstalled("onvif")) {
            more.append("  - {id: found, source: \"onvif://viewer:")
                    .append(s(18))
                    .append("@127.0.0.1:1/\"}\n");
        }
        if (isInstalled("rtsps")) {
            more.append("  - {id: secure, source: \"rtsps://viewer:")
                    .append(s(19))
                    .append("@127.0.0.1:1/s\"}\n");
        }
        if (isInstalled("ffmpeg")) {
            more.append("  - {id: rtmp, source: \"ffmpeg:rtmp://viewer:")
                    .append(s(41))
                    .append("@127.0.0.1:1/live/door\"}\n");
            more.append("  - {id: odd, source: \"ffmpeg:rtsp://viewer:")
                    .append(s(42))
                    .append("@127.0.0.1:1/s?token=")
                    .append(s(43))
                    .append("\"}\n");
        }
        return more.toString();
    }

    private static boolean isInstalled(String scheme) {
        return java.util.ServiceLoader.load(io.camkit.spi.SourceProvider.class).stream()
                .anyMatch(provider -> provider.get().schemes().contains(scheme));
    }

    private void useEveryRoute(ServerProcess server) throws Exception {
        String admin = s(1);
        String added = "{\"id\":\"added\",\"source\":\"rtsp://viewer:" + s(20) + "@127.0.0.1:1/s?secret=" + s(21)
                + "\",\"allowLocal\":true}";
        send(server, "POST", "/api/cameras", added, admin);
        send(
                server,
                "PUT",
                "/api/cameras/added",
                "{\"source\":\"rtsp://127.0.0.1:1/t\",\"username\":\"viewer\"," + "\"password\":\"" + s(22)
                        + "\",\"allowLocal\":true}",
                admin);
        send(server, "POST", "/api/cameras", added.replace("added", "second").replace(s(20), s(23)), admin);
        send(
                server,
                "POST",
                "/api/cameras",
                "{\"id\":\"" + s(24) + "\",\"source\":\"rtsp://v:" + s(25) + "@x y/\"}",
                admin);
        send(server, "POST", "/api/cameras", "{\"id\": \"x\", \"password\": " + s(26) + "!,,", admin);
        send(server, "POST", "/api/cameras", added.replace(s(20), s(27)), s(2));
        send(server, "POST", "/api/probe", "{\"source\":\"rtsp://viewer:" + s(28) + "@127.0.0.1:1/s\"}", admin);
        send(
                server,
                "POST",
                "/api/probe",
                "{\"source\":\"rtsp://127.0.0.1:1/s?auth=" + s(29) + "\",\"username\":\"u\",\"password\":\"" + s(30)
                        + "\",\"allowLocal\":true}",
                admin);
        send(
                server,
                "POST",
                "/api/probe",
                "{\"source\":\"gopher://v:" + s(31) + "@h/\",\"sub\":\"rtsp://v:" + s(32) + "@h/\"}",
                admin);
        send(server, "GET", "/api/cameras", "", s(33));
        send(server, "POST", "/api/probe", "{}", s(40));
        send(server, "GET", "/cameras/rtsp-good/stream.mjpg?ticket=" + s(34), "", "");
        send(server, "GET", "/api/cameras?token=" + s(35), "", admin);
        send(
                server,
                "PUT",
                "/api/cameras/added",
                "{\"source\":\"rtsp://10.255.255.1/t\",\"sub\":\"gopher://x/\","
                        + "\"username\":\"viewer\",\"password\":\"" + s(36) + "\"}",
                admin);
        webSocket(server, "/cameras/rtsp-good/live?ticket=" + s(37));
        for (String path : List.of(
                "/health", "/metrics", "/api/cameras", "/api/definitions", "/api/events?limit=200", "/nothing")) {
            send(server, "GET", path, "", admin);
        }
    }

    private void webSocket(ServerProcess server, String path) {
        URI uri = URI.create(server.page().toString().replace("http", "ws").replaceFirst("/$", path));
        try {
            client.newWebSocketBuilder()
                    .buildAsync(uri, new WebSocket.Listener() {})
                    .join()
                    .abort();
        } catch (CompletionException e) {
            // refused, as it should be
        }
    }

    /** A ticket is told to whoever asks for it, and to nobody else. */
    private String ticket(ServerProcess server) throws Exception {
        int before = answers.length();
        String body = send(server, "POST", "/api/tickets", "{\"camera\":\"*\",\"action\":\"view\"}", s(1));
        answers.setLength(before);
        String ticket = body.replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
        webSocket(server, "/events?ticket=" + ticket);
        webSocket(server, "/cameras/rtsp-good/live?ticket=" + ticket);
        return ticket;
    }

    private String commandLine(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=" + folder.resolve("trace.xml"),
                "io.camkit.server.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static String arguments(ServerProcess server) throws IOException {
        StringBuilder all = new StringBuilder();
        for (ProcessHandle process : server.processes()) {
            Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            if (Files.exists(file)) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void noneOfFortySecretsIsSeenAnywhere() throws Exception {
        Files.writeString(folder.resolve("trace.xml"), TRACE);
        Files.writeString(folder.resolve(".env"), "CANARY_TOKEN=" + s(38) + "\nCANARY_PASSWORD=" + s(4) + "\n");
        Credentials viewer = Credentials.of("viewer", s(4));
        List<String> seen = new ArrayList<>();
        try (GstRtspServer rtsp =
                        GstRtspServer.of(Clips.h264(folder)).digest(viewer).start();
                FfmpegMjpegServer mjpeg =
                        FfmpegMjpegServer.of(Ffmpeg.mjpeg(folder.resolve("clip.mjpeg"), 160, 120, 25, 25));
                Lighttpd basic = Lighttpd.basic(mjpeg.port(), viewer);
                Lighttpd digest = Lighttpd.digest(mjpeg.port(), viewer)) {
            String yaml = configuration(rtsp.port(), basic.port(), digest.port()) + withEveryInstalledSource();
            List<String> options = List.of("-Dlogback.configurationFile=" + folder.resolve("trace.xml"));
            try (ServerProcess server = ServerProcess.start(folder, 0, yaml, options)) {
                server.awaitLog("camera rtsp-good: frames from");
                server.awaitLog("camera http-basic: frames from");
                server.awaitLog("CK-2104 camera rtsp-wrong");
                server.awaitLog("CK-2204 camera http-wrong");
                useEveryRoute(server);
                String ticket = ticket(server);
                find(ticket, "the ticket", String.join("\n", server.log()) + answers + arguments(server), seen);
                look("the server", String.join("\n", server.log()) + answers + arguments(server), seen);
                server.awaitLog("ROOT logger to TRACE"); // the logger says so of itself
            }
            look("probe", commandLine("probe", "--verbose", "rtsp://viewer:" + s(39) + "@127.0.0.1:1/s"), seen);
        }
        assertEquals(List.of(), seen);
    }

    private static void look(String where, String text, List<String> seen) {
        for (int n = 1; n <= SECRETS.size(); n++) {
            find(s(n), "secret " + n + " in what came from " + where, text, seen);
        }
    }

    private static void find(String secret, String name, String text, List<String> seen) {
        String basic = Base64.getEncoder().encodeToString(("viewer:" + secret).getBytes(StandardCharsets.UTF_8));
        for (String form : List.of(secret, basic)) {
            int at = text.indexOf(form);
            if (at >= 0) {
                String around = text.substring(Math.max(0, at - 120), at).replace('\n', ' ');
                seen.add(name + ", after: " + around);
            }
        }
    }
}
