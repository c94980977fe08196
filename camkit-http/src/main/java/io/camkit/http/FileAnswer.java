package io.camkit.http;

import io.camkit.http.Ranges.Choice;
import io.camkit.http.Ranges.Thing;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.stream.ChunkedNioFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Answers with a known thing, or the part of it that was asked for. */
final class FileAnswer {
    private static final int PIECE = 64 * 1024;

    private FileAnswer() {}

    /** Makes the body of the bytes from {@code first}, {@code length} of them. */
    private interface Body {
        Object of(long first, long length) throws IOException;
    }

    static void send(NettyExchange exchange, Path file, String contentType, Map<String, String> headers) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                exchange.notFound();
                return;
            }
            long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            String etag = "\"" + Long.toHexString(nanos) + "-" + Long.toHexString(attributes.size()) + "\"";
            Thing thing = new Thing(
                    attributes.size(), etag, attributes.lastModifiedTime().toInstant());
            send(exchange, thing, contentType, headers, (first, length) -> open(exchange, file, first, length));
        } catch (IOException e) {
            exchange.notFound();
        }
    }

    /** The kernel copies the file to the socket; where it cannot, because bytes are encrypted, pieces are read as they are sent. */
    private static Object open(NettyExchange exchange, Path file, long first, long length) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return exchange.isSecure()
                ? new ChunkedNioFile(channel, first, length, PIECE)
                : new DefaultFileRegion(channel, first, length);
    }

    static void send(
            NettyExchange exchange, byte[] bytes, Thing thing, String contentType, Map<String, String> headers) {
        try {
            send(
                    exchange,
                    thing,
                    contentType,
                    headers,
                    (first, length) -> Unpooled.wrappedBuffer(bytes, (int) first, (int) length));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to read", e);
        }
    }

    private static void send(
            NettyExchange exchange, Thing thing, String contentType, Map<String, String> more, Body body)
            throws IOException {
        Choice choice = Ranges.choose(thing, name -> exchange.header(name).orElse(null));
        Map<String, String> headers = new HashMap<>(more);
        headers.put("ETag", thing.etag());
        thing.lastModified().ifPresent(date -> headers.put("Last-Modified", date));
        headers.put("Accept-Ranges", "bytes");
        headers.putIfAbsent("Cache-Control", "no-cache");
        if (choice instanceof Choice.NotModified) {
            exchange.answer(exchange.head(304, headers), Unpooled.EMPTY_BUFFER);
        } else if (choice instanceof Choice.Changed) {
            exchange.problem(412, "CK-5113", "it has changed since", "read it anew");
        } else if (choice instanceof Choice.Unsatisfiable) {
            exchange.problem(new Problem(
                    416,
                    "CK-5115",
                    "no such part: there are " + thing.length() + " bytes",
                    "ask for less",
                    Map.of("Content-Range", "bytes */" + thing.length())));
        } else {
            long first = choice instanceof Choice.Part part ? part.first() : 0;
            long length = choice instanceof Choice.Part part ? part.last() - first + 1 : thing.length();
            boolean isPart = choice instanceof Choice.Part;
            if (isPart) {
                headers.put("Content-Range", "bytes " + first + "-" + (first + length - 1) + "/" + thing.length());
            }
            HttpResponse head = exchange.head(isPart ? 206 : 200, headers);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
            exchange.answer(head, exchange.method().equals("HEAD") ? Unpooled.EMPTY_BUFFER : body.of(first, length));
        }
    }
}
