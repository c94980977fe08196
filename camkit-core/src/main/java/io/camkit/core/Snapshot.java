package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Want;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One picture for somebody who waits for it until a deadline. */
final class Snapshot implements FrameReader {
    private static final Duration FIRST_FRAME_POLL = Duration.ofMillis(100);
    private static final double NANOS_PER_SECOND = 1e9;

    private final KitParts parts;
    private final LiveCamera camera;
    private final Want want;
    private final CompletableFuture<Frame> picture = new CompletableFuture<>();
    private final Executor executor;
    private volatile @Nullable Subscription subscription;
    private volatile long notBeforeNanos;
    private volatile @Nullable CamkitException obstacle;

    Snapshot(KitParts parts, LiveCamera camera, Want want) {
        this.parts = parts;
        this.camera = camera;
        this.want = want;
        this.executor = new SeparateExecutor(parts.threads().workers());
    }

    CompletionStage<Frame> take(Duration deadline) {
        var timeout = parts.clock().schedule(deadline, () -> refuse(tooLate(deadline)));
        picture.whenComplete((frame, why) -> {
            timeout.cancel();
            leave();
        });
        subscribe();
        return picture;
    }

    private void subscribe() {
        if (picture.isDone()) {
            return;
        }
        try {
            Feed feed = camera.feed(want, "snapshot");
            // what a codec made last may be older than what the camera sent since
            notBeforeNanos = camera.newestKeyNanos(want.stream());
            subscription = feed.subscribe(From.KEY_FRAME, executor, this);
            obstacle = null;
            if (picture.isDone()) {
                leave();
            }
        } catch (CamkitException e) {
            refusedOrLater(e);
        }
    }

    private void refusedOrLater(CamkitException why) {
        if (why.retry() == Retry.RETRY) {
            obstacle = why;
            parts.clock().schedule(FIRST_FRAME_POLL, this::subscribe);
        } else {
            refuse(why);
        }
    }

    @Override
    public Answer onFrame(Frame frame) {
        if (frame.track().kind() == Codec.Kind.VIDEO && frame.captureNanos() >= notBeforeNanos && !picture.isDone()) {
            frame.retain();
            if (!picture.complete(frame)) {
                frame.release();
            }
        }
        return Answer.TAKEN;
    }

    @Override
    public void onEnd(CamkitException why) {
        refusedOrLater(why);
    }

    /** There will be no picture. Does nothing when there is one already. */
    void refuse(CamkitException why) {
        picture.completeExceptionally(why);
    }

    private void leave() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }

    private CamkitException tooLate(Duration deadline) {
        CamkitException last = obstacle;
        return new CamkitException(
                "CK-1107",
                "no picture within " + deadline.toNanos() / NANOS_PER_SECOND + " s"
                        + (last == null ? "" : ": " + last.what()),
                camera.id(),
                last == null ? "see whether the camera is running, or wait longer" : last.mend(),
                Retry.RETRY);
    }
}
