package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.Ptz;
import io.camkit.source.onvif.OnvifCamera.Profile;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Moves a camera by ONVIF's PTZ service, each order on a thread that may wait for the answer. */
final class OnvifPtz implements Ptz {
    private static final int MAX_PRESETS = 256;
    /** Orders that may wait for their answer, each on a thread of its own. */
    private static final int MOST_ORDERS = 8;

    private final Device device;
    private final Profile profile;
    private final Executor blocking;
    private final Semaphore room = new Semaphore(MOST_ORDERS);

    OnvifPtz(Device device, Profile profile, Executor blocking) {
        this.device = device;
        this.profile = profile;
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<Void> move(Vector speed, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_MOVE) > 0) {
            return CompletableFuture.failedFuture(badTime(time));
        }
        return order("ContinuousMove", parts("Velocity", speed, false) + "<t:Timeout>" + time + "</t:Timeout>");
    }

    private CamkitException badTime(Duration time) {
        return device.faults()
                .badOrder(
                        "a move of " + time.toMillis() / 1000.0 + " s",
                        "move for more than 0 and at most " + LONGEST_MOVE.toSeconds() + " s");
    }

    @Override
    public CompletionStage<Void> moveBy(Vector distance) {
        return order("RelativeMove", parts("Translation", distance, false));
    }

    @Override
    public CompletionStage<Void> moveTo(Vector place) {
        return order("AbsoluteMove", parts("Position", place, true));
    }

    /** A camera without zoom may refuse to hear of it, so that a zoom of nothing is left out where that means the same. */
    private static String parts(String name, Vector vector, boolean all) {
        String turn = String.format(Locale.ROOT, "<tt:PanTilt x=\"%.4f\" y=\"%.4f\"/>", vector.pan(), vector.tilt());
        String zoom = String.format(Locale.ROOT, "<tt:Zoom x=\"%.4f\"/>", vector.zoom());
        boolean turns = all || vector.pan() != 0 || vector.tilt() != 0 || vector.zoom() == 0;
        boolean zooms = all || vector.zoom() != 0;
        return "<t:" + name + ">" + (turns ? turn : "") + (zooms ? zoom : "") + "</t:" + name + ">";
    }

    @Override
    public CompletionStage<Void> stop() {
        return order("Stop", "<t:PanTilt>true</t:PanTilt><t:Zoom>true</t:Zoom>");
    }

    @Override
    public CompletionStage<List<Preset>> presets() {
        return ask(() -> device.move(profile, "GetPresets", "").all("Preset").stream()
                .limit(MAX_PRESETS)
                .map(preset -> new Preset(preset.attribute("token"), preset.text("Name")))
                .toList());
    }

    @Override
    public CompletionStage<Void> goTo(String token) {
        return order("GotoPreset", "<t:PresetToken>" + Envelope.escaped(token) + "</t:PresetToken>");
    }

    private CompletionStage<Void> order(String operation, String parameters) {
        return ask(() -> {
            device.move(profile, operation, parameters);
            return null;
        });
    }

    private <T> CompletionStage<T> ask(Supplier<@Nullable T> question) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(device.faults().tooManyOrders());
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (CamkitException e) {
                answer.completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(device.faults().defect(e));
            } finally {
                room.release();
            }
        });
        return answer;
    }
}
