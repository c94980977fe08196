package io.camkit.source.esp32;

import io.camkit.CamKit;
import io.camkit.SourceSpec;
import io.camkit.http.CamHttp;
import io.camkit.http.Routes;
import io.camkit.spi.FrameAllocator;
import io.camkit.testkit.SourceContract;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.devices.FakeEsp32;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Every attempt has a server of its own, which a device calls by itself. */
class Esp32ContractTest extends SourceContract {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Override
    protected SourceSpec working() {
        return Ingest.spec();
    }

    @Override
    protected SourceProbe probe(FrameAllocator memory) {
        CamKit kit = CamKit.create();
        CamHttp http = CamHttp.on(kit, 0);
        http.start();
        FakeEsp32 device = FakeEsp32.of(new InetSocketAddress("127.0.0.1", http.port()), "probe")
                .start();
        open.push(kit);
        open.push(http);
        open.push(device);
        return SourceProbe.over(memory).providing(Routes.class, http.routes());
    }

    @Override
    protected List<String> secrets() {
        return List.of(Ingest.TOKEN);
    }

    @AfterEach
    void endServers() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
