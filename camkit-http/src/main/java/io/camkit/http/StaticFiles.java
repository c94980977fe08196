package io.camkit.http;

import io.camkit.http.Ranges.Thing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Routes that serve files to anybody: a page and what belongs to it. Mount them under a template whose last variable is {@code
 * {path...}}; an empty path is {@code index.html}.
 */
public final class StaticFiles {
    private static final String REST = "path";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", Pages.HTML),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("mp4", "video/mp4"));

    private StaticFiles() {}

    private static final class Resource {
        private final byte[] bytes;
        private final Thing thing;

        Resource(byte[] bytes, String etag) {
            this.bytes = bytes;
            this.thing = new Thing(bytes.length, etag, null);
        }
    }

    /**
     * Files on the class path.
     *
     * @param template ends in {@code {path...}}
     * @param anchor a class of the module that has them
     * @param folder absolute, for example {@code /web}
     */
    public static Route classPath(String template, Class<?> anchor, String folder) {
        Map<String, Resource> read = new ConcurrentHashMap<>();
        return Route.get(template, Action.PUBLIC, exchange -> {
            String name = name(exchange);
            Resource known = read.get(name);
            Optional<Resource> found = known != null ? Optional.of(known) : load(anchor, folder + "/" + name);
            if (found.isEmpty()) {
                exchange.notFound();
                return;
            }
            read.putIfAbsent(name, found.get());
            String type = type(name);
            FileAnswer.send((NettyExchange) exchange, found.get().bytes, found.get().thing, type, Pages.headers(type));
        });
    }

    /** Files of a known type only, so that a folder of the class path is never mistaken for one. */
    private static Optional<Resource> load(Class<?> anchor, String name) {
        if (!hasType(name)) {
            return Optional.empty();
        }
        try (InputStream in = anchor.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String etag = "\"" + HexFormat.of().formatHex(Sha256.of(bytes), 0, 12) + "\"";
            return Optional.of(new Resource(bytes, etag));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Files in a folder and below, links included only while they stay inside.
     *
     * @param template ends in {@code {path...}}
     */
    public static Route folder(String template, Path root) {
        return Route.get(template, Action.PUBLIC, exchange -> {
            String name = name(exchange);
            Optional<Path> file = hasType(name) ? inside(root, name) : Optional.empty();
            if (file.isEmpty()) {
                exchange.notFound();
                return;
            }
            String type = type(name);
            FileAnswer.send((NettyExchange) exchange, file.get(), type, Pages.headers(type));
        });
    }

    private static Optional<Path> inside(Path root, String name) {
        try {
            Path file = root.resolve(name).normalize();
            return file.toRealPath().startsWith(root.toRealPath()) && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String name(Exchange exchange) {
        String path = exchange.variable(REST);
        return path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean hasType(String name) {
        return TYPES.containsKey(extension(name));
    }

    private static String type(String name) {
        return TYPES.getOrDefault(extension(name), "application/octet-stream");
    }
}
