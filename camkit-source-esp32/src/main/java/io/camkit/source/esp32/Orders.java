package io.camkit.source.esp32;

import io.camkit.Clock;
import io.camkit.DeviceCommand;
import io.camkit.DeviceCommands;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Commands on their way to one device, each until it is answered. */
final class Orders implements DeviceCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 16;
    private static final int LONGEST_REASON = 100;

    private final Link link;
    private final Clock clock;
    private final Map<String, CompletableFuture<Void>> open = new HashMap<>();
    private long last;
    private boolean closed;

    Orders(Link link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> send(DeviceCommand command) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        String id = begin(done);
        if (id.isEmpty()) {
            return CompletableFuture.failedFuture(DeviceFaults.notSent());
        }
        Clock.Cancellable late = clock.schedule(PATIENCE, () -> done.completeExceptionally(DeviceFaults.notAnswered()));
        link.text("{\"type\":\"command\",\"id\":" + id + "," + member(command) + "}");
        return done.whenComplete((nothing, failure) -> {
            late.cancel();
            end(id);
        });
    }

    /** Empty when it cannot be sent. */
    private synchronized String begin(CompletableFuture<Void> done) {
        if (closed || open.size() >= MOST) {
            return "";
        }
        String id = Long.toString(++last);
        open.put(id, done);
        return id;
    }

    private synchronized @Nullable CompletableFuture<Void> end(String id) {
        return open.remove(id);
    }

    private static String member(DeviceCommand command) {
        if (command instanceof DeviceCommand.FrameSize size) {
            return "\"frameSize\":\"" + size.width() + "x" + size.height() + "\"";
        } else if (command instanceof DeviceCommand.Quality quality) {
            return "\"quality\":" + quality.percent();
        } else if (command instanceof DeviceCommand.FrameRate rate) {
            return "\"fps\":" + rate.framesPerSecond();
        } else if (command instanceof DeviceCommand.Lamp lamp) {
            return "\"lamp\":" + lamp.percent();
        }
        return "\"restart\":true";
    }

    void answered(Map<String, String> message) {
        String type = message.getOrDefault("type", "");
        CompletableFuture<Void> done =
                type.equals("done") || type.equals("failed") ? end(message.getOrDefault("id", "")) : null;
        if (done == null) {
            return; // too late, or nothing that we know
        }
        if (type.equals("done")) {
            done.complete(null);
        } else {
            String why = message.getOrDefault("why", "no reason given").replaceAll("\\p{Cntrl}", " ");
            done.completeExceptionally(DeviceFaults.refused(why.substring(0, Math.min(why.length(), LONGEST_REASON))));
        }
    }

    /** The device is gone: nothing is answered any more. */
    void close() {
        List<CompletableFuture<Void>> unanswered;
        synchronized (this) {
            closed = true;
            unanswered = List.copyOf(open.values());
            open.clear();
        }
        unanswered.forEach(done -> done.completeExceptionally(DeviceFaults.notAnswered()));
    }
}
