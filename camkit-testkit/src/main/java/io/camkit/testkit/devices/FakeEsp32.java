package io.camkit.testkit.devices;

import io.camkit.spi.Nullable;
import io.camkit.testkit.Frames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fake ESP32-CAM: calls a camkit server, logs in as camkit's firmware does, sends pictures at its rate, confirms commands, and calls
 * again 100 ms after it lost its connection.
 *
 * <p>After {@link DeviceFault#HALF_OPEN} it calls anew, as one does that has started again, and its old connection stays open without
 * anybody at this end.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FakeEsp32 implements FakeDevice {
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
    private static final int CALL_AGAIN_MILLIS = 100;
    private static final int PATIENCE_TENTHS = 200;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int PICTURE_BYTES = 2000;
    /** Where a frame header has the width. */
    private static final int WIDTH = 7;

    private final InetSocketAddress server;
    private final String path;
    private final String camera;
    private final List<String> headers = new ArrayList<>();
    private final List<byte[]> once = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<DeviceSocket> halfOpen = new ArrayList<>();
    private String token = "";
    private boolean bearer;
    private boolean legacy;
    private double framesPerSecond = 25;
    private List<byte[]> pictures = List.of(picture(0), picture(1));
    private @Nullable DeviceSocket socket;
    private @Nullable Thread thread;
    private int connections;
    private long sent;
    private boolean away;
    private boolean frozen;
    private boolean closed;

    private FakeEsp32(InetSocketAddress server, String path, String camera) {
        this.server = server;
        this.path = path;
        this.camera = camera;
    }

    /** A device that will call {@code server} as the camera {@code camera}. */
    public static FakeEsp32 of(InetSocketAddress server, String camera) {
        return new FakeEsp32(server, "/ingest/" + camera, camera);
    }

    /** A device of older days: it calls a port of its own on any path and begins to send. */
    public static FakeEsp32 legacy(InetSocketAddress port, String path) {
        FakeEsp32 device = new FakeEsp32(port, path, "");
        device.legacy = true;
        return device;
    }

    /** It proves that it has this token, 64 hexadecimal digits. */
    public FakeEsp32 token(String digits) {
        token = digits;
        return this;
    }

    /** It sends its token as it is. */
    public FakeEsp32 bearerToken(String digits) {
        bearer = true;
        return token(digits);
    }

    /** It sends {@code Authorization: Bearer} or something else with its request. */
    public FakeEsp32 header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** It sends Basic credentials with its request. */
    public FakeEsp32 basic(String username, String password) {
        byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    /** It sends these pictures in turn. */
    public FakeEsp32 sending(List<byte[]> jpegs) {
        pictures = List.copyOf(jpegs);
        return this;
    }

    /** It sends so many pictures a second; 0 for none. */
    public FakeEsp32 at(double rate) {
        framesPerSecond = rate;
        return this;
    }

    /** A real JPEG of 16x16 pixels. */
    public static byte[] picture(int n) {
        return Frames.jpeg(n, PICTURE_BYTES);
    }

    /** Switches it on. */
    public synchronized FakeEsp32 start() {
        Thread life = new Thread(this::live, "fake-esp32-" + camera);
        life.setDaemon(true);
        thread = life;
        life.start();
        return this;
    }

    @Override
    public String source() {
        return "esp32:";
    }

    @Override
    public Set<DeviceFault> faults() {
        return EnumSet.of(
                DeviceFault.REBOOT,
                DeviceFault.HALF_OPEN,
                DeviceFault.FREEZE,
                DeviceFault.RESOLUTION_CHANGE,
                DeviceFault.GARBAGE);
    }

    @Override
    public synchronized void suffer(DeviceFault fault) {
        if (!faults().contains(fault)) {
            throw new IllegalArgumentException("not a fault of an ESP32: " + fault);
        }
        recover();
        DeviceSocket now = socket;
        switch (fault) {
            case REBOOT -> {
                away = true;
                if (now != null) {
                    lose(now);
                }
            }
            case HALF_OPEN -> {
                away = true;
                if (now != null) {
                    now.mute();
                    halfOpen.add(now);
                    socket = null;
                }
            }
            case FREEZE -> frozen = true;
            case RESOLUTION_CHANGE ->
                pictures = pictures.stream().map(FakeEsp32::otherwiseWide).toList();
            default -> {
                once.add("no picture".repeat(100).getBytes(StandardCharsets.UTF_8));
                once.add(half(pictures.get(0)));
            }
        }
        notifyAll();
    }

    @Override
    public synchronized void recover() {
        away = false;
        frozen = false;
        notifyAll();
    }

    /** Breaks its connection in the middle of a picture. */
    public synchronized void breakOff() throws IOException {
        DeviceSocket now = socket;
        if (now != null) {
            byte[] picture = pictures.get(0);
            now.raw(DeviceSocket.frame(DeviceSocket.BINARY, half(picture), picture.length));
            lose(now);
        }
    }

    private static byte[] half(byte[] picture) {
        return Arrays.copyOf(picture, picture.length / 2);
    }

    /** Logins that succeeded so far. */
    public synchronized int connections() {
        return connections;
    }

    /** Pictures sent so far. */
    public synchronized long sent() {
        return sent;
    }

    /** Commands it was given, and how its connections were closed, as they came. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** Waits until it was told something that contains {@code words}. */
    public synchronized String awaitHeard(String words) {
        try {
            for (int i = 0; i < PATIENCE_TENTHS; i++) {
                for (String one : heard) {
                    if (one.contains(words)) {
                        return one;
                    }
                }
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("the device did not hear `" + words + "`, but " + heard);
    }

    private void live() {
        while (!isClosed()) {
            try {
                if (!isAway()) {
                    call();
                }
            } catch (IOException e) {
                hear(String.valueOf(e.getMessage()));
            }
            rest(CALL_AGAIN_MILLIS * NANOS_PER_MILLI);
        }
    }

    private void call() throws IOException {
        DeviceSocket connected = new DeviceSocket(server, path, headers);
        try {
            if (!legacy) {
                new DeviceLogin(camera, token, bearer).at(connected);
            }
            if (!begin(connected)) {
                return;
            }
            Thread ears = new Thread(() -> listen(connected), "fake-esp32-ears-" + camera);
            ears.setDaemon(true);
            ears.start();
            send(connected);
        } catch (IOException e) {
            if (!lostOnPurpose()) {
                throw e;
            }
        } finally {
            end(connected);
        }
    }

    private synchronized void end(DeviceSocket connected) {
        if (!halfOpen.contains(connected)) {
            connected.close();
        }
    }

    private synchronized boolean lostOnPurpose() {
        return closed || away;
    }

    private synchronized boolean begin(DeviceSocket connected) {
        if (!closed && !away) {
            socket = connected;
            connections++;
            notifyAll();
        }
        return socket == connected;
    }

    private void listen(DeviceSocket connected) {
        try {
            while (true) {
                String message = connected.read();
                hear(message);
                Matcher id = ID.matcher(message);
                if (id.find()) {
                    connected.text(
                            message.contains("\"lamp\"")
                                    ? "{\"type\":\"failed\",\"id\":" + id.group(1) + ",\"why\":\"no lamp\"}"
                                    : "{\"type\":\"done\",\"id\":" + id.group(1) + "}");
                }
            }
        } catch (IOException e) {
            hear(String.valueOf(e.getMessage()));
            lose(connected);
        }
    }

    private void send(DeviceSocket connected) throws IOException {
        long due = System.nanoTime();
        for (int n = 0; isOn(connected); n++) {
            byte[] odd = nextOdd();
            if (odd != null) {
                connected.send(DeviceSocket.BINARY, odd);
            } else if (framesPerSecond > 0 && !isFrozen()) {
                connected.send(DeviceSocket.BINARY, nextPicture(n));
            }
            due = framesPerSecond > 0
                    ? Math.max(
                            due + (long) (1e9 / framesPerSecond),
                            System.nanoTime() - CALL_AGAIN_MILLIS * NANOS_PER_MILLI)
                    : System.nanoTime() + CALL_AGAIN_MILLIS * NANOS_PER_MILLI;
            rest(due - System.nanoTime());
        }
    }

    private synchronized byte @Nullable [] nextOdd() {
        return once.isEmpty() ? null : once.remove(0);
    }

    private synchronized byte[] nextPicture(int n) {
        sent++;
        return pictures.get(n % pictures.size());
    }

    /**
     * Twice as wide, or as wide as it was, as its frame header says (ITU-T T.81, B.2.2), which is where everybody but a decoder looks.
     */
    static byte[] otherwiseWide(byte[] jpeg) {
        byte[] other = jpeg.clone();
        for (int at = 2; at + WIDTH + 1 < other.length; at++) {
            if (other[at] == (byte) 0xff && other[at + 1] == (byte) 0xc0) {
                int width = ((other[at + WIDTH] & 0xff) << 8) | (other[at + WIDTH + 1] & 0xff);
                int wanted = width % 32 == 0 ? width / 2 : width * 2;
                other[at + WIDTH] = (byte) (wanted >> 8);
                other[at + WIDTH + 1] = (byte) wanted;
                break;
            }
        }
        return other;
    }

    private synchronized void lose(DeviceSocket connected) {
        if (socket == connected) {
            socket = null;
        }
        connected.close();
        notifyAll();
    }

    private synchronized void hear(String words) {
        heard.add(words);
        notifyAll();
    }

    private synchronized boolean isOn(DeviceSocket connected) {
        return !closed && socket == connected;
    }

    private synchronized boolean isFrozen() {
        return frozen;
    }

    private synchronized boolean isAway() {
        return away;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void rest(long nanos) {
        try {
            if (!closed && nanos > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Switches it off. Calling it twice does nothing. */
    @Override
    public void close() {
        List<DeviceSocket> open = new ArrayList<>();
        Thread life;
        synchronized (this) {
            closed = true;
            open.addAll(halfOpen);
            if (socket != null) {
                open.add(socket);
            }
            life = thread;
            notifyAll();
        }
        open.forEach(DeviceSocket::close);
        try {
            if (life != null) {
                life.join(5000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
