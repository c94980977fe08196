package io.camkit.sink.mjpeg;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A viewer who reads at once, on a thread of his own, and notes which pictures came: picture n is n bytes larger than the first. */
final class FastViewer implements AutoCloseable {
    private final MjpegClient client;
    private final int firstBytes;
    private int pictures;
    private int newest;
    private int lost;

    FastViewer(MjpegClient client, int firstBytes) {
        this.client = client;
        this.firstBytes = firstBytes;
        Thread reader = new Thread(this::readAll, "fast viewer");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try {
            while (true) {
                add(client.next().picture().length - firstBytes);
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private synchronized void add(int number) {
        lost += pictures == 0 ? 0 : number - newest - 1;
        newest = number;
        pictures++;
        notifyAll();
    }

    /** How many numbers were missing between those that came. */
    synchronized int lost() {
        return lost;
    }

    synchronized void awaitAtLeast(int target) {
        await(() -> pictures >= target);
    }

    /** Waits until this picture or a later one came. */
    synchronized void awaitNumber(int number) {
        await(() -> newest >= number);
    }

    private void await(BooleanSupplier done) {
        try {
            while (!done.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("at " + pictures + " pictures, " + lost + " lost", e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
