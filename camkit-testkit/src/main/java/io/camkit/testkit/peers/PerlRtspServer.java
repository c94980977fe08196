package io.camkit.testkit.peers;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The Perl module RTSP::Server with FFmpeg as the camera that records to it: it passes on what it is sent, over UDP alone.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class PerlRtspServer implements AutoCloseable {
    private static final Program PERL = new Program("perl", "librtsp-server-perl");
    private static final String SCRIPT = """
            use RTSP::Server; use AnyEvent;
            my ($clients, $sources, $rtp) = @ARGV;
            my $server = RTSP::Server->new(log_level => 0, max_clients => 10, rtp_start_port => $rtp,
                client_listen_port => $clients, client_listen_address => '127.0.0.1',
                source_listen_port => $sources, source_listen_address => '127.0.0.1');
            $server->listen;
            AE::cv->recv;
            """;

    private final ChildProcess server;
    private final ChildProcess camera;
    private final int port;

    private PerlRtspServer(ChildProcess server, ChildProcess camera, int port) {
        this.server = server;
        this.camera = camera;
        this.port = port;
    }

    /** A server of the video of {@code clip}, a file in a container that FFmpeg knows, over and over. */
    public static PerlRtspServer of(Path clip) {
        int port = Loopback.freePort();
        int sources = Loopback.freePort();
        int rtp = Loopback.freePort() & ~1;
        ChildProcess server =
                ChildProcess.start(List.of(PERL.locate().toString(), "-e", SCRIPT, "" + port, "" + sources, "" + rtp));
        try {
            server.await("listening", () -> Loopback.listens(sources));
            ChildProcess camera = ChildProcess.start(List.of(
                    Ffmpeg.locate().toString(),
                    "-nostdin",
                    "-v",
                    "error",
                    "-re",
                    "-stream_loop",
                    "-1",
                    "-i",
                    clip.toString(),
                    "-an",
                    "-c",
                    "copy",
                    "-f",
                    "rtsp",
                    "-rtsp_transport",
                    "udp",
                    "rtsp://127.0.0.1:" + sources + "/cam"));
            PerlRtspServer both = new PerlRtspServer(server, camera, port);
            try {
                camera.await("recording", both::describes);
            } catch (AssertionError e) {
                both.close();
                throw e;
            }
            return both;
        } catch (AssertionError e) {
            server.close();
            throw PERL.missing("did not start RTSP::Server: " + e.getMessage());
        }
    }

    private boolean describes() {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.at(port), 1000);
            socket.setSoTimeout(1000);
            String request = "DESCRIBE " + uri() + " RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith("200");
        } catch (IOException e) {
            return false;
        }
    }

    /** The address of the camera. */
    public String uri() {
        return "rtsp://127.0.0.1:" + port + "/cam";
    }

    /** Kills both. Calling it twice does nothing. */
    @Override
    public void close() {
        camera.close();
        server.close();
    }
}
