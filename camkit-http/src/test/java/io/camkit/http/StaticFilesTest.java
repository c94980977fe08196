package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Secret;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticFilesTest {
    @TempDir
    Path dir;

    private Path root;

    @BeforeEach
    void aFolderBesideASecret() throws IOException {
        root = Files.createDirectories(dir.resolve("web"));
        Files.writeString(root.resolve("index.html"), "<!doctype html>hello");
        Files.writeString(root.resolve("clip.mp4"), "0123456789");
        Files.writeString(root.resolve("noext"), "x");
        Files.writeString(dir.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("out.txt"), dir.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("in.mp4"), root.resolve("clip.mp4"));
    }

    private Served served() {
        return Served.open(StaticFiles.folder("/{path...}", root));
    }

    @Test
    void aPageComesWithItsPolicy() {
        try (Served served = served()) {
            var page = served.get("/");

            assertEquals("<!doctype html>hello", page.body());
            assertEquals(
                    "text/html; charset=utf-8",
                    Served.header(page, "Content-Type").orElseThrow());
            String policy = Served.header(page, "Content-Security-Policy").orElseThrow();
            assertTrue(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'self'"), policy);
            assertEquals("no-cache", Served.header(page, "Cache-Control").orElseThrow());
        }
    }

    @Test
    void whatAClientHasIsNotSentAgain() {
        try (Served served = served()) {
            var first = served.get("/clip.mp4");
            var byTag = served.get(
                    "/clip.mp4", "If-None-Match", Served.header(first, "ETag").orElseThrow());
            var byDate = served.get(
                    "/clip.mp4",
                    "If-Modified-Since",
                    Served.header(first, "Last-Modified").orElseThrow());

            assertEquals(304, byTag.statusCode());
            assertEquals("", byTag.body());
            assertEquals(304, byDate.statusCode());
        }
    }

    @Test
    void aRangeIsAPart() {
        try (Served served = served()) {
            var part = served.get("/clip.mp4", "Range", "bytes=2-4");

            assertEquals(206, part.statusCode());
            assertEquals("234", part.body());
            assertEquals("bytes 2-4/10", Served.header(part, "Content-Range").orElseThrow());
        }
    }

    @Test
    void aRangeBehindTheEndIsTold() {
        try (Served served = served()) {
            var answer = served.get("/clip.mp4", "Range", "bytes=10-");

            assertEquals(416, answer.statusCode());
            assertEquals("bytes */10", Served.header(answer, "Content-Range").orElseThrow());
        }
    }

    @Test
    void headTellsTheLength() {
        try (Served served = served()) {
            var answer = served.send(
                    served.request("/clip.mp4").method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));

            assertEquals("10", Served.header(answer, "Content-Length").orElseThrow());
            assertEquals("bytes", Served.header(answer, "Accept-Ranges").orElseThrow());
        }
    }

    @Test
    void aLargeFileArrivesWhole() throws Exception {
        byte[] large = new byte[5_000_000];
        new java.util.SplittableRandom(1).nextBytes(large);
        Files.write(root.resolve("large.mp4"), large);
        try (Served served = served()) {
            assertArrayEquals(
                    large,
                    served.client
                            .send(served.request("/large.mp4").build(), BodyHandlers.ofByteArray())
                            .body());
        }
    }

    @Test
    void nothingOutsideOfTheFolderIsServed() {
        try (Served served = served()) {
            assertEquals(404, served.get("/out.txt").statusCode());
            assertEquals(400, served.get("/..%2fsecret.txt").statusCode());
            assertEquals(400, served.get("/%2e%2e/secret.txt").statusCode());
            assertEquals(404, served.get(dir.resolve("secret.txt").toString()).statusCode());
            assertEquals("0123456789", served.get("/in.mp4").body());
        }
    }

    @Test
    void foldersAndUnknownTypesAreNotServed() {
        try (Served served = served()) {
            assertEquals(404, served.get("/noext").statusCode());
            assertEquals(404, served.get("/nothing.html").statusCode());
            assertEquals(404, served.get("/nothing/").statusCode());
        }
    }

    @Test
    void theClassPathIsServedWithTagsOfItsContent() {
        try (Served served = Served.open(StaticFiles.classPath("/pages/{path...}", StaticFilesTest.class, "/web"))) {
            var page = served.get("/pages/");
            var again = served.get(
                    "/pages/index.html",
                    "If-None-Match",
                    Served.header(page, "ETag").orElseThrow());

            assertTrue(page.body().contains("from the class path"));
            assertFalse(page.headers().map().containsKey("last-modified"));
            assertEquals(304, again.statusCode());
            assertEquals(404, served.get("/pages/none.html").statusCode());
        }
    }

    @Test
    void filesArePublicButWhatIsMissingTellsNobodyAnything() {
        var token = new Access.Token("a", Secret.of("ada-0123456789abcdef"), Set.of("*"), Set.of(Action.VIEW));
        try (Served served = Served.withTokens(List.of(token), StaticFiles.folder("/{path...}", root))) {
            assertEquals(200, served.get("/").statusCode());
            assertEquals(401, served.get("/nothing.html").statusCode());
            assertEquals(
                    404,
                    served.get("/nothing.html", "Authorization", "Bearer ada-0123456789abcdef")
                            .statusCode());
        }
    }
}
