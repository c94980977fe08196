package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Metrics;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import io.camkit.spi.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transforms between a stream's source and everybody else: a reader of the raw channel that writes into the stream's own.
 *
 * <p>What a processor throws costs that frame alone.
 *
 * <p><b>Threading.</b> One call at a time on the kit's workers.
 */
final class ProcessorChain implements FrameReader {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorChain.class);

    private final String label;
    private final List<Step> steps = new ArrayList<>();
    private final Channel target;
    private final Channel raw;
    private final Executor workers;
    private final Metrics.Counter dropped;
    private boolean failing;

    ProcessorChain(
            String label,
            List<Processor> processors,
            Channel target,
            Channel raw,
            KitParts parts,
            Map<String, String> labels) {
        this.label = label;
        this.target = target;
        this.raw = raw;
        this.workers = new SeparateExecutor(parts.threads().workers());
        this.dropped = parts.metrics()
                .counter(
                        "camkit_frames_dropped_total",
                        "Frames that arrived and went no further, by reason",
                        Labels.and(labels, "reason", "processor"));
        Processor.Emitter next = this::publish;
        for (int i = processors.size() - 1; i >= 0; i--) {
            Step step = new Step(processors.get(i), next);
            steps.add(0, step);
            next = step::take;
        }
    }

    /** Begins to read; the processors are closed when the raw channel is. */
    void start() {
        raw.subscribe(
                new ReaderTerms("", Codec.Kind.VIDEO, From.LIVE, workers, 0, track -> true, track -> {
                    throw new IllegalStateException("everything is acceptable");
                }),
                this);
    }

    private void publish(Frame frame) {
        target.publish(frame);
        target.wakeAll();
    }

    @Override
    public Answer onFrame(Frame frame) {
        try {
            steps.get(0).pass(frame);
            failing = false;
        } catch (RuntimeException | Error e) {
            dropped.add(1);
            if (!failing) {
                LOG.error("{}: a processor failed; the frame is left out", label, e);
            }
            failing = true;
        }
        return Answer.TAKEN;
    }

    @Override
    public void onEnd(CamkitException why) {
        for (Step step : steps) {
            try {
                step.processor.close();
            } catch (RuntimeException | Error e) {
                LOG.error("{}: a processor failed to close", label, e);
            }
        }
    }

    /** One processor and where its results go. */
    private static final class Step {
        private final Processor processor;
        private final Processor.Emitter out;
        private @Nullable Track video;
        private @Nullable Track audio;

        Step(Processor processor, Processor.Emitter out) {
            this.processor = processor;
            this.out = out;
        }

        /** Takes over the share of {@code frame}. */
        void take(Frame frame) {
            try {
                pass(frame);
            } finally {
                frame.release();
            }
        }

        /** Borrows {@code frame}. */
        void pass(Frame frame) {
            Track track = frame.track();
            boolean isVideo = track.kind() == Codec.Kind.VIDEO;
            if ((isVideo ? video : audio) != track) {
                if (isVideo) {
                    video = track;
                } else {
                    audio = track;
                }
                processor.onTrack(track);
            }
            processor.onFrame(frame, out);
        }
    }
}
