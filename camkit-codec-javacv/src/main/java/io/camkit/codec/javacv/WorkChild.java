package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Cost;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.process.ChildJvm;
import io.camkit.process.JavaCommand;
import io.camkit.process.Message;
import io.camkit.process.Messages;
import io.camkit.spi.Memory;
import io.camkit.spi.SourceContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A child JVM that runs {@link Worker}, as its parent sees it.
 *
 * <p><b>Ownership.</b> As with {@link ChildJvm}: the thread that starts it closes it.
 *
 * <p><b>Threading.</b> {@link #close} from the owner, {@link #receive} from one other thread, everything else from any.
 */
final class WorkChild implements AutoCloseable {
    /** So that a picture is back two seconds after its child was stopped, of which starting another takes one on a busy machine. */
    private static final Duration SILENCE = Duration.ofMillis(750);

    private static final long HEAP_BYTES = 32L << 20;
    /** Pictures of 16 megapixels, as many as a decoder keeps, and the JVM. */
    private static final long ALL_BYTES = 768L << 20;

    private final ChildJvm child;
    private final Wire wire;
    private final List<Conversion> order;
    private final SourceContext context;
    private final UselessEncoders useless;
    private final BoundedLog log;
    private final Map<Codec.Kind, Track> tracks = new EnumMap<>(Codec.Kind.class);
    private volatile Cost lastCost = new Cost(Duration.ZERO, 0);

    private WorkChild(
            ChildJvm child, List<? extends Conversion> order, SourceContext context, UselessEncoders useless) {
        this.order = List.copyOf(order);
        this.child = child;
        this.wire = new Wire(child.messages());
        this.context = context;
        this.useless = useless;
        this.log = new BoundedLog("camera " + context.camera(), context.clock());
    }

    /**
     * Starts a child and gives it its order.
     *
     * @param order what is to be done, one a lane
     * @param useless is told of encoders that make nothing
     * @throws CamkitException {@code CK-4001} without FFmpeg, or what {@link ChildJvm#start} says
     */
    static WorkChild start(List<? extends Conversion> order, SourceContext context, UselessEncoders useless)
            throws InterruptedException {
        Natives natives = Natives.here();
        natives.require();
        List<Path> classPath =
                new ArrayList<>(JavaCommand.classPathOf(Worker.class, Messages.class, Nal.class, Track.class));
        classPath.addAll(natives.classPath());
        var command = new JavaCommand(
                List.copyOf(new TreeSet<>(classPath)),
                Worker.class.getName(),
                JavaCppSettings.arguments(),
                HEAP_BYTES,
                ALL_BYTES,
                false);
        ChildJvm started = ChildJvm.start(command, SILENCE, context.clock(), context::lendThread);
        try {
            WorkChild child = new WorkChild(started, order, context, useless);
            child.wire.order(order.stream().map(Conversion::line).toList());
            return child;
        } catch (IOException e) {
            CamkitException why = started.cause();
            started.close();
            throw why;
        } catch (RuntimeException | Error e) {
            started.close(); // a machine may have no more memory
            throw e;
        }
    }

    /** What is said to it. */
    Wire wire() {
        return wire;
    }

    /** Emits what it makes until it is over, straight into the memory of frames; returns why it is. */
    CamkitException receive() {
        try {
            while (true) {
                Message message = child.messages().receive();
                var head = new WireHead(message.head());
                switch (message.type()) {
                    case Wire.TRACK -> {
                        Track track = head.track();
                        if (ordered(track.kind()).codec() != track.codec()) {
                            throw CodecFaults.unintelligible(track + ", which nobody ordered");
                        }
                        tracks.put(track.kind(), track);
                    }
                    case Wire.FRAME -> emit(message, head);
                    case Wire.DROPPED -> Emitter.count(context, head.dropped());
                    case Wire.USELESS -> {
                        if (ordered(Codec.Kind.VIDEO).codec() == Codec.H264) {
                            useless.note(head.text());
                        }
                    }
                    case Wire.LOG -> log.line(head.number() != 0, LogLine.clean(head.text()));
                    case Wire.FAILED -> {
                        return head.failure();
                    }
                    default -> throw CodecFaults.unintelligible("a message of type " + message.type());
                }
            }
        } catch (IOException e) {
            return child.cause();
        } catch (CamkitException e) {
            return e;
        }
    }

    private Conversion ordered(Codec.Kind kind) {
        return order.stream()
                .filter(conversion -> conversion.kind() == kind)
                .findFirst()
                .orElseThrow(() -> CodecFaults.unintelligible(kind + ", which nobody ordered"));
    }

    private void emit(Message message, WireHead head) throws IOException {
        Track track = tracks.get(head.kind());
        int size = message.payloadBytes();
        if (track == null || size == 0) {
            throw CodecFaults.unintelligible(track == null ? "a frame without a track" : "an empty frame");
        }
        if (size > ordered(track.kind()).maxBytes()) {
            throw CodecFaults.unintelligible("a frame of " + size + " bytes");
        }
        FrameHeader header = head.frame(track, head.flags());
        Memory memory;
        try {
            memory = context.allocator().allocate(size);
        } catch (CamkitException e) {
            Emitter.count(context, Dropped.NO_MEMORY);
            return;
        }
        Frame frame;
        try {
            message.readPayload(memory.buffer().duplicate().clear().limit(size));
            frame = context.allocator().adopt(header, memory, 0, size);
        } catch (IOException | RuntimeException e) {
            memory.release();
            throw e;
        }
        context.emit(frame);
    }

    /** Kills it, and ends the wait of whoever sends. Returns at once; any thread. */
    void end() {
        child.end();
    }

    /** What it has used so far. */
    Cost cost() {
        long bytes = child.residentBytes();
        Cost now = new Cost(child.cpuTime(), bytes > 0 ? bytes : lastCost.residentBytes());
        lastCost = now;
        return now;
    }

    @Override
    public void close() {
        child.close();
    }
}
