package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.process.ChildProcess;
import io.camkit.process.Patience;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One run of the camera's program, on a thread lent by the core: the thread waits for the pipe, and stopping ends the program, which
 * closes it.
 */
final class PiSource implements Source {
    private static final int RECEIVE_BYTES = 64 << 10;

    /** Both end before the core's own patience does, because the reason that the program told goes into the message. */
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(9), Duration.ofSeconds(4));

    private final PiCamera camera;
    private final Machine machine;
    private boolean stopped;
    private @Nullable ChildProcess child;

    PiSource(PiCamera camera, Machine machine) {
        this.camera = camera;
        this.machine = machine;
    }

    @Override
    public void start(SourceContext context) {
        context.lendThread(() -> context.ended(run(context)));
    }

    private CamkitException run(SourceContext context) {
        try {
            return wasStopped() ? camera.faults().stopped() : receive(begin(context), context);
        } catch (CamkitException e) {
            return e;
        } catch (RuntimeException | Error e) {
            // an error too: a missing class or a full heap is this attempt's end, and the core has to hear of it
            return camera.faults().defect(e);
        }
    }

    private ChildProcess begin(SourceContext context) {
        Rpicam rpicam = camera.rpicam(machine);
        context.transport(rpicam.name() + (camera.jpeg() ? ", MJPEG" : ", H.264"));
        ChildProcess started = ChildProcess.start(rpicam.video(camera), PATIENCE, context.clock());
        context.reached(Step.CONNECTED);
        synchronized (this) {
            child = started;
            if (stopped) {
                started.end();
            }
        }
        return started;
    }

    private CamkitException receive(ChildProcess running, SourceContext context) {
        PipeFrames frames = camera.jpeg()
                ? new JpegFrames(context, camera.frameRate())
                : new H264Frames(context, camera.frameRate());
        try {
            byte[] bytes = new byte[RECEIVE_BYTES];
            ByteBuffer received = ByteBuffer.wrap(bytes).limit(0);
            int count = 0;
            while (count >= 0) {
                received.compact();
                count = running.read(bytes, received.position(), received.remaining());
                received.position(received.position() + Math.max(0, count)).flip();
                frames.take(received);
            }
        } finally {
            frames.close();
            running.close();
        }
        return wasStopped() ? camera.faults().stopped() : new Diagnosis(camera, machine).of(running);
    }

    private synchronized boolean wasStopped() {
        return stopped;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (child != null) {
            child.end();
        }
    }
}
