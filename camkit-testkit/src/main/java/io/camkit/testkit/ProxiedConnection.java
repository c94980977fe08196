package io.camkit.testkit;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** One client of a {@link FaultProxy} and, if it reaches it, the peer; two threads that copy. */
final class ProxiedConnection {
    private static final int CHUNK = 16 * 1024;
    private static final int GARBAGE_CHUNKS = 256;
    private static final int SLICES_PER_SECOND = 20;

    private final FaultProxy proxy;
    private final Socket client;
    private final @Nullable Socket peer;
    private long passed;

    ProxiedConnection(FaultProxy proxy, Socket client, @Nullable Socket peer) {
        this.proxy = proxy;
        this.client = client;
        this.peer = peer;
    }

    void begin() {
        thread("up", this::up);
        thread("down", this::down);
    }

    private void thread(String direction, Transfer transfer) {
        Thread thread = new Thread(() -> run(transfer), "fault-proxy-" + direction);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private void run(Transfer transfer) {
        try {
            transfer.run();
        } catch (IOException e) {
            cut();
        }
    }

    /** Client to peer. Its end is the connection's end. */
    private void up() throws IOException {
        byte[] chunk = new byte[CHUNK];
        InputStream in = client.getInputStream();
        boolean answered = false;
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            if (peer != null) {
                peer.getOutputStream().write(chunk, 0, n);
            } else if (!answered && proxy.fault() instanceof Fault.Answer answer) {
                client.getOutputStream().write(answer.text().getBytes(StandardCharsets.ISO_8859_1));
                answered = true;
            }
        }
        close();
    }

    /** Peer to client, or what stands for a peer. */
    private void down() throws IOException {
        if (peer != null) {
            forward(peer.getInputStream(), client.getOutputStream());
            if (!(proxy.fault() instanceof Fault.Silent)) {
                client.shutdownOutput();
            }
        } else if (proxy.fault() instanceof Fault.Garbage) {
            byte[] chunk = new byte[CHUNK];
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < GARBAGE_CHUNKS; i++) {
                random.nextBytes(chunk);
                client.getOutputStream().write(chunk);
            }
        }
    }

    private void forward(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int n = from.read(chunk, 0, slice()); n >= 0; n = from.read(chunk, 0, slice())) {
            Fault fault = proxy.fault();
            if (fault instanceof Fault.Throttle) {
                proxy.pause(1000 / SLICES_PER_SECOND);
            }
            int passing = passing(fault, n);
            to.write(chunk, 0, passing);
            passed += passing;
            if (fault instanceof Fault.Cut && passing < n) {
                throw new IOException("cut after " + passed + " bytes");
            }
        }
    }

    private int slice() {
        if (proxy.fault() instanceof Fault.Throttle throttle) {
            return Math.max(1, Math.min(CHUNK, throttle.bytesPerSecond() / SLICES_PER_SECOND));
        }
        return proxy.fault() instanceof Fault.Crumble crumble ? crumble.bytes() : CHUNK;
    }

    private int passing(Fault fault, int offered) {
        if (fault instanceof Fault.Silent silent) {
            return (int) Math.min(offered, Math.max(0, silent.after() - passed));
        }
        if (fault instanceof Fault.Cut cut) {
            return (int) Math.min(offered, Math.max(0, cut.after() - passed));
        }
        return fault.reachesPeer() ? offered : 0;
    }

    /** Ends both sides without a goodbye: the client reads a reset. */
    void cut() {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
        close();
    }

    private void close() {
        proxy.forget(this);
        closeQuietly(client);
        if (peer != null) {
            closeQuietly(peer);
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be done with it
        }
    }
}
