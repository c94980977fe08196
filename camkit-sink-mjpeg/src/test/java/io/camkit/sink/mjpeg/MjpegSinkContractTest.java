package io.camkit.sink.mjpeg;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.SinkSpec;
import io.camkit.Track;
import io.camkit.http.CamHttp;
import io.camkit.testkit.Frames;
import io.camkit.testkit.SinkContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;

class MjpegSinkContractTest extends SinkContract {
    private int port;

    @Override
    protected SinkSpec spec() {
        return Mjpeg.stream();
    }

    @Override
    protected Track newTrack() {
        return Frames.jpeg();
    }

    @Override
    protected Served provide(CamKit to) {
        CamHttp http = CamHttp.on(to, 0);
        http.start();
        port = http.port();
        return http::close;
    }

    @Override
    protected Viewer watch(CamKit on, Camera camera) throws IOException {
        Watching watching = new Watching(MjpegClient.watch(port, "/cameras/" + camera.id() + "/stream.mjpg"));
        watching.start();
        return watching;
    }

    @Override
    protected Viewer stall(CamKit on, Camera camera) throws IOException {
        return new Watching(MjpegClient.watch(port, "/cameras/" + camera.id() + "/stream.mjpg"));
    }

    private static final class Watching implements Viewer {
        private final MjpegClient client;
        private final AtomicLong pictures = new AtomicLong();

        Watching(MjpegClient client) {
            this.client = client;
        }

        void start() {
            Thread reader = new Thread(this::readAll, "viewer");
            reader.setDaemon(true);
            reader.start();
        }

        private void readAll() {
            try {
                while (true) {
                    client.next();
                    pictures.incrementAndGet();
                }
            } catch (IOException e) {
                // one of the two has left
            }
        }

        @Override
        public long received() {
            return pictures.get();
        }

        @Override
        public void close() {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
