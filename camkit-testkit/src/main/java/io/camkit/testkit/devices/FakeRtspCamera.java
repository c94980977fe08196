package io.camkit.testkit.devices;

import io.camkit.spi.Nullable;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An RTSP camera on loopback (RFC 2326, over TCP): H.264 with 25 frames a second and a key frame every second, without pictures in it,
 * and a sender report every second.
 */
public final class FakeRtspCamera implements FakeDevice {
    private static final int FRAME_MILLIS = 40;
    private static final int GOP = 25;
    private static final int TICKS_A_FRAME = 3600;
    private static final long HOUR_TICKS = 90_000L * 3600;
    private static final int GARBAGE_BYTES = 5000;

    private final ScheduledExecutorService pace;
    private final List<FakeRtspSession> sessions = new CopyOnWriteArrayList<>();
    private final Random random = new Random(1);
    private final DevicePort port = new DevicePort(this::begin);
    private @Nullable DeviceFault suffered;
    private H264Clip clip = H264Clip.LARGE;
    private boolean keyIsDue;
    private boolean wrapsSoon;
    private long ticks;
    private int frame;

    private FakeRtspCamera() {
        this.pace = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fake-rtsp-camera");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A camera on a free port. */
    public static FakeRtspCamera start() {
        FakeRtspCamera camera = new FakeRtspCamera();
        camera.port.open();
        camera.pace.scheduleAtFixedRate(camera::tick, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        return camera;
    }

    private synchronized void begin(Socket client) {
        FakeRtspSession session = new FakeRtspSession(this, client, wrapsSoon);
        if (suffered == DeviceFault.HALF_OPEN) {
            session.freeze();
        }
        sessions.add(session);
        session.start();
    }

    void ended(FakeRtspSession session) {
        sessions.remove(session);
    }

    /** The description (RFC 4566) of what is sent now. */
    synchronized String description() {
        String lane = suffered == DeviceFault.NO_VIDEO_TRACK
                ? "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=control:track1\r\n"
                : "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets="
                        + clip.sprop() + "\r\na=control:track1\r\n";
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=fake\r\nt=0 0\r\na=control:*\r\n" + lane;
    }

    private synchronized void tick() {
        boolean key = keyIsDue || frame % GOP == 0;
        ticks += TICKS_A_FRAME;
        for (FakeRtspSession session : sessions) {
            if (key) {
                session.report(ticks);
            }
            if (suffered != DeviceFault.FREEZE) {
                session.frame(clip, ticks, frame, key);
            }
        }
        keyIsDue = false;
        frame++;
    }

    @Override
    public String source() {
        return "rtsp://127.0.0.1:" + port.number() + "/cam";
    }

    @Override
    public Set<DeviceFault> faults() {
        return EnumSet.allOf(DeviceFault.class);
    }

    @Override
    public synchronized void suffer(DeviceFault fault) {
        recover();
        suffered = fault.lasting() ? fault : null;
        switch (fault) {
            case REBOOT -> {
                port.close();
                cutAll();
            }
            case HALF_OPEN -> sessions.forEach(FakeRtspSession::freeze);
            case FREEZE -> {}
            case NO_VIDEO_TRACK -> cutAll();
            case RESOLUTION_CHANGE -> {
                clip = clip == H264Clip.LARGE ? H264Clip.SMALL : H264Clip.LARGE;
                keyIsDue = true;
            }
            case TIME_JUMP -> ticks += HOUR_TICKS;
            case NUMBERS_WRAP -> {
                wrapsSoon = true;
                cutAll();
            }
            case GARBAGE -> {
                byte[] nonsense = new byte[GARBAGE_BYTES];
                random.nextBytes(nonsense);
                sessions.forEach(session -> session.send(nonsense));
            }
        }
    }

    @Override
    public synchronized void recover() {
        if (suffered == DeviceFault.REBOOT) {
            port.open();
        }
        suffered = null;
    }

    private void cutAll() {
        sessions.forEach(FakeRtspSession::close);
        sessions.clear();
    }

    @Override
    public synchronized void close() {
        pace.shutdownNow();
        port.close();
        cutAll();
    }
}
