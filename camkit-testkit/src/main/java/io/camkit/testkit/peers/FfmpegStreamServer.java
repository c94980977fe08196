package io.camkit.testkit.peers;

import io.camkit.testkit.peers.Relay.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * FFmpeg as a server of RTMP or SRT: a clip, looped in real time.
 *
 * <p>FFmpeg serves one connection and ends. So every client of RTMP gets one of its own; SRT, which is no TCP, serves the first client alone.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FfmpegStreamServer implements AutoCloseable {
    private final AutoCloseable server;
    private final int port;
    private final String uri;

    private FfmpegStreamServer(AutoCloseable server, int port, String uri) {
        this.server = server;
        this.port = port;
        this.uri = uri;
    }

    /** RTMP, of a clip in any container. */
    public static FfmpegStreamServer rtmp(Path clip) {
        Relay relay = Relay.to(() -> serveOne(clip));
        return new FfmpegStreamServer(relay, relay.port(), "rtmp://127.0.0.1:" + relay.port() + "/live/door");
    }

    /** SRT with a transport stream, of a clip in any container. It need not listen yet: a caller asks until somebody answers. */
    public static FfmpegStreamServer srt(Path clip) {
        int port = freeDatagramPort();
        String uri = "srt://127.0.0.1:" + port;
        ChildProcess child = ChildProcess.start(command(clip, "mpegts", List.of(), uri + "?mode=listener"));
        return new FfmpegStreamServer(child, port, uri);
    }

    private static Upstream serveOne(Path clip) throws IOException {
        int port = Loopback.freePort();
        ChildProcess child = ChildProcess.start(
                command(clip, "flv", List.of("-listen", "1"), "rtmp://127.0.0.1:" + port + "/live/door"));
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

    private static List<String> command(Path clip, String format, List<String> more, String uri) {
        List<String> command = new ArrayList<>(List.of(Ffmpeg.locate().toString(), "-nostdin", "-v", "error"));
        command.addAll(List.of("-re", "-stream_loop", "-1", "-i", clip.toString(), "-c", "copy", "-f", format));
        command.addAll(more);
        command.add(uri);
        return command;
    }

    private static int freeDatagramPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return Loopback.at(port);
    }

    /** The address of the stream. */
    public String uri() {
        return uri;
    }

    /** Ends it and every connection. Calling it twice does nothing. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
