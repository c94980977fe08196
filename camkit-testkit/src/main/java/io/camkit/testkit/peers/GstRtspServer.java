package io.camkit.testkit.peers;

import io.camkit.Codec;
import io.camkit.Credentials;
import io.camkit.testkit.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * GStreamer's RTSP server as a camera: a clip, with or without sound, looped with time stamps that go on, at {@code /cam0}, {@code /cam1}
 * and so on.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class GstRtspServer implements AutoCloseable {
    /** The distribution's Python, which is the one that sees the distribution's GStreamer. */
    private static final Program PYTHON = new Program(
            "python3",
            "python3-gi gir1.2-gst-rtsp-server-1.0 gir1.2-gst-plugins-base-1.0 gstreamer1.0-plugins-base"
                    + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad");

    private static final String SCRIPT = "gst_rtsp_server.py";

    private final ChildProcess child;
    private final int port;
    private final boolean tls;

    private GstRtspServer(ChildProcess child, int port, boolean tls) {
        this.child = child;
        this.port = port;
        this.tls = tls;
    }

    /** What a server serves. */
    public static final class Setup {
        private final Path clip;
        private final List<String> options = new ArrayList<>();
        private boolean tls;

        private Setup(Path clip) {
            this.clip = clip;
        }

        /** Frames a second; 25 unless said otherwise. */
        public Setup framesPerSecond(int rate) {
            return option("--fps", String.valueOf(rate));
        }

        /** How many paths; 1 unless said otherwise. */
        public Setup cameras(int count) {
            return option("--cameras", String.valueOf(count));
        }

        /** A second lane: {@code clip} as {@link Ffmpeg#sound} writes it. */
        public Setup sound(Codec codec, Path clip) {
            option("--sound", clip.toString());
            return option("--sound-codec", name(codec));
        }

        /** Sends over UDP only. */
        public Setup onlyUdp() {
            return option("--protocol", "udp");
        }

        /** Sends over the RTSP connection only. */
        public Setup onlyTcp() {
            return option("--protocol", "tcp");
        }

        /** A fixed port, for a server that comes back; one of its own choosing unless said. */
        public Setup port(int number) {
            return option("--port", String.valueOf(number));
        }

        /** Asks for a password, by Basic. */
        public Setup basic(Credentials credentials) {
            return auth("basic", credentials);
        }

        /** Asks for a password, by Digest with MD5. */
        public Setup digest(Credentials credentials) {
            return auth("digest", credentials);
        }

        /** Speaks TLS with this certificate. */
        public Setup tls(SelfSigned pair) {
            option("--certificate", pair.certificateFile().toString());
            tls = true;
            return option("--key", pair.keyFile().toString());
        }

        /** Sends a key frame when it is asked by a picture loss indication (RFC 4585). */
        public Setup sendsKeyFramesWhenAsked() {
            options.add("--feedback");
            return this;
        }

        /** Has a loudspeaker for PCMU (ONVIF backchannel). */
        public Setup loudspeaker() {
            options.add("--loudspeaker");
            return this;
        }

        private Setup auth(String scheme, Credentials credentials) {
            option("--auth", scheme);
            option("--user", credentials.username());
            return option("--password", credentials.password().reveal());
        }

        private Setup option(String name, String value) {
            options.add(name);
            options.add(value);
            return this;
        }

        /** Starts it and waits until it listens. */
        public GstRtspServer start() {
            List<String> command =
                    new ArrayList<>(List.of(PYTHON.locate().toString(), "-c", script(), "--clip", clip.toString()));
            command.addAll(options);
            ChildProcess child = ChildProcess.start(command);
            try {
                String ready = child.awaitLine("READY ");
                return new GstRtspServer(child, Integer.parseInt(ready.substring("READY ".length())), tls);
            } catch (AssertionError e) {
                child.close();
                throw PYTHON.missing("did not start the RTSP server: " + e.getMessage());
            }
        }
    }

    /** A server of {@code clip}, an Annex B file without B-frames that begins with a key frame; see {@link Ffmpeg#h264}. */
    public static Setup of(Path clip) {
        return new Setup(clip);
    }

    /** A server of a clip in another codec, as {@link Ffmpeg} writes it; it may be sound alone. */
    public static Setup of(Codec codec, Path clip) {
        return new Setup(clip).option("--codec", name(codec));
    }

    private static String name(Codec codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }

    private static String script() {
        try (InputStream script = GstRtspServer.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(SCRIPT + " is missing in the testkit's jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return Loopback.at(port);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The address of a camera, without user and password. */
    public String uri(int camera) {
        return (tls ? "rtsps" : "rtsp") + "://127.0.0.1:" + port + "/cam" + camera;
    }

    /** Sends no more video; connections stay open and are kept alive. */
    public void stopVideo() {
        command("stop-video");
    }

    /** Sends video again. */
    public void resumeVideo() {
        command("resume-video");
    }

    /** Waits until somebody has asked for a key frame. */
    public void awaitKeyFrameRequest() {
        child.awaitLine("KEY");
    }

    /** Waits until so many bytes of sound have come for the loudspeaker. */
    public void awaitSound(int bytes) {
        for (int heard = 0; heard < bytes; ) {
            heard += Integer.parseInt(child.awaitLine("HEARD ").substring("HEARD ".length()));
        }
    }

    private void command(String line) {
        child.tell(line);
        child.awaitLine("OK " + line);
    }

    /** Kills it, as a power cut would. Calling it twice does nothing. */
    @Override
    public void close() {
        child.close();
    }
}
