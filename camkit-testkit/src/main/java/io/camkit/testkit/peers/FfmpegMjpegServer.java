package io.camkit.testkit.peers;

import io.camkit.testkit.peers.Relay.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/**
 * FFmpeg's HTTP server with its mpjpeg muxer as a camera: a clip of JPEGs, looped in real time.
 *
 * <p>That server serves one connection and ends. So every client gets one of its own, and this only carries the bytes between the two:
 * headers, chunks and parts are FFmpeg's.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FfmpegMjpegServer implements AutoCloseable {
    private final Relay relay;

    private FfmpegMjpegServer(Relay relay) {
        this.relay = relay;
    }

    /** A server of {@code clip}, JPEGs one after the other at 25 a second; see {@link Ffmpeg#mjpeg}. */
    public static FfmpegMjpegServer of(Path clip) {
        return new FfmpegMjpegServer(Relay.to(() -> serveOne(clip)));
    }

    private static Upstream serveOne(Path clip) throws IOException {
        int port = Loopback.freePort();
        ChildProcess child = ChildProcess.start(List.of(
                Ffmpeg.locate().toString(),
                "-nostdin",
                "-v",
                "error",
                "-re",
                "-stream_loop",
                "-1",
                "-f",
                "mjpeg",
                "-framerate",
                "25",
                "-i",
                clip.toString(),
                "-c",
                "copy",
                "-f",
                "mpjpeg",
                "-content_type",
                "multipart/x-mixed-replace;boundary=ffmpeg",
                "-listen",
                "1",
                "http://127.0.0.1:" + port + "/stream"));
        try {
            child.await("listening", () -> Loopback.listens(port));
            Socket socket = new Socket();
            socket.connect(Loopback.at(port), 5000);
            return new Upstream(socket, child);
        } catch (IOException | RuntimeException | AssertionError e) {
            child.close();
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return Loopback.at(relay.port());
    }

    /** Where it listens. */
    public int port() {
        return relay.port();
    }

    /** The address of the stream. */
    public String uri() {
        return "http://127.0.0.1:" + port() + "/stream";
    }

    /** Ends it and every connection. Calling it twice does nothing. */
    @Override
    public void close() {
        relay.close();
    }
}
