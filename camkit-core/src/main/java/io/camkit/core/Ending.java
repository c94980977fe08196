package io.camkit.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for something to end, but not for ever: real time, whatever the kit's clock says. */
final class Ending {
    private Ending() {}

    /** Whether it ended by then; if not, it is left behind. */
    static boolean within(Duration patience, CompletableFuture<?> end) {
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return end.isDone();
        }
    }
}
