package io.camkit.sink.hls;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.SinkSpec;
import io.camkit.http.CamHttp;
import io.camkit.testkit.SinkContract;
import java.util.concurrent.atomic.AtomicLong;

class LiveSinkContractTest extends SinkContract {
    private int port;

    @Override
    protected SinkSpec spec() {
        return Live.fmp4();
    }

    @Override
    protected Served provide(CamKit to) {
        CamHttp http = CamHttp.on(to, 0);
        http.start();
        port = http.port();
        return http::close;
    }

    @Override
    protected Viewer watch(CamKit on, Camera camera) {
        Watching watching = new Watching(LiveClient.watch(port, camera.id()));
        watching.start();
        return watching;
    }

    @Override
    protected Viewer stall(CamKit on, Camera camera) {
        return new Watching(LiveClient.watch(port, camera.id()));
    }

    private static final class Watching implements Viewer {
        private final LiveClient client;
        private final AtomicLong fragments = new AtomicLong();

        Watching(LiveClient client) {
            this.client = client;
        }

        void start() {
            Thread reader = new Thread(this::readAll, "viewer");
            reader.setDaemon(true);
            reader.start();
        }

        private void readAll() {
            try {
                while (!(client.next() instanceof LiveClient.Closed)) {
                    fragments.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public long received() {
            return fragments.get();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
