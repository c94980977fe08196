package io.camkit.testkit.devices;

import io.camkit.spi.Nullable;
import io.camkit.testkit.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An HTTP camera on loopback: {@code multipart/x-mixed-replace} with 25 JPEGs a second. */
public final class FakeHttpCamera implements FakeDevice {
    private static final int FRAME_MILLIS = 40;
    private static final int PICTURE_BYTES = 2000;
    private static final int GARBAGE_BYTES = 5000;
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";
    private static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

    private final ScheduledExecutorService pace;
    private final List<Socket> viewers = new CopyOnWriteArrayList<>();
    private final List<Socket> forsaken = new CopyOnWriteArrayList<>();
    private final Random random = new Random(1);
    private final DevicePort port = new DevicePort(this::begin);
    private @Nullable DeviceFault suffered;
    private boolean small;
    private int number;

    private FakeHttpCamera() {
        this.pace = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fake-http-camera");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A camera on a free port. */
    public static FakeHttpCamera start() {
        FakeHttpCamera camera = new FakeHttpCamera();
        camera.port.open();
        camera.pace.scheduleAtFixedRate(camera::tick, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        return camera;
    }

    private void begin(Socket client) {
        Thread thread = new Thread(() -> answer(client), "fake-http-client");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(Socket client) {
        try {
            skipHead(client.getInputStream());
            welcome(client);
        } catch (IOException e) {
            close(client);
        }
    }

    private static void skipHead(InputStream input) throws IOException {
        for (int matched = 0; matched < 4; ) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("the client went");
            }
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    private synchronized void welcome(Socket client) {
        if (suffered == DeviceFault.HALF_OPEN) {
            forsaken.add(client);
        } else if (suffered == DeviceFault.NO_VIDEO_TRACK) {
            send(client, bytes(PAGE));
            close(client);
        } else {
            send(client, bytes(STREAM));
            viewers.add(client);
        }
    }

    private synchronized void tick() {
        if (suffered == DeviceFault.FREEZE) {
            return;
        }
        byte[] part = part();
        viewers.forEach(viewer -> send(viewer, part));
    }

    private byte[] part() {
        byte[] picture = Frames.jpeg(number++, PICTURE_BYTES);
        if (small) {
            picture = FakeEsp32.otherwiseWide(picture);
        }
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(bytes("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n"));
        part.writeBytes(picture);
        part.writeBytes(bytes("\r\n"));
        return part.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String source() {
        return "http://127.0.0.1:" + port.number() + "/stream";
    }

    @Override
    public Set<DeviceFault> faults() {
        return EnumSet.of(
                DeviceFault.REBOOT,
                DeviceFault.HALF_OPEN,
                DeviceFault.FREEZE,
                DeviceFault.NO_VIDEO_TRACK,
                DeviceFault.RESOLUTION_CHANGE,
                DeviceFault.GARBAGE);
    }

    @Override
    public synchronized void suffer(DeviceFault fault) {
        if (!faults().contains(fault)) {
            throw new IllegalArgumentException("not a fault of an HTTP camera: " + fault);
        }
        recover();
        suffered = fault.lasting() ? fault : null;
        switch (fault) {
            case REBOOT -> {
                port.close();
                cutAll();
            }
            case HALF_OPEN -> {
                forsaken.addAll(viewers);
                viewers.clear();
            }
            case NO_VIDEO_TRACK -> cutAll();
            case RESOLUTION_CHANGE -> small = !small;
            case GARBAGE -> {
                byte[] nonsense = new byte[GARBAGE_BYTES];
                random.nextBytes(nonsense);
                viewers.forEach(viewer -> send(viewer, nonsense));
            }
            default -> {} // it shows in what is sent from now on
        }
    }

    @Override
    public synchronized void recover() {
        if (suffered == DeviceFault.REBOOT) {
            port.open();
        }
        suffered = null;
        forsaken.forEach(this::close);
        forsaken.clear();
    }

    private void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            close(client);
        }
    }

    private void cutAll() {
        viewers.forEach(this::close);
    }

    private void close(Socket client) {
        viewers.remove(client);
        try {
            client.close();
        } catch (IOException e) {
            // it is closed one way or another
        }
    }

    @Override
    public synchronized void close() {
        pace.shutdownNow();
        port.close();
        cutAll();
        forsaken.forEach(this::close);
    }
}
