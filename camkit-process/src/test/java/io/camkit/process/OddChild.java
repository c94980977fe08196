package io.camkit.process;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A child JVM that does what its second argument says. */
@SuppressWarnings("SystemOut")
final class OddChild {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    /** Seen by nobody, so that what is in it stays. */
    static volatile @Nullable Object kept;

    private OddChild() {}

    public static void main(String[] args) throws IOException {
        switch (args[1]) {
            case "returnsBeforeItConnects" -> System.exit(7);
            case "neverConnects" -> {
                Files.writeString(Path.of(args[2]), args[0]);
                hang();
            }
            case "sendsBytes" -> sendBytes(args[0], args[2]);
            default -> {
                try (Messages parent = Messages.toParent(args)) {
                    talk(args[1], args.length > 2 ? args[2] : "", parent);
                }
            }
        }
    }

    private static void talk(String what, String text, Messages parent) throws IOException {
        switch (what) {
            case "returns" -> {
                System.out.println("first");
                System.err.println("second");
                parent.send(1, ascii("last words"), NOTHING);
                System.exit(7);
            }
            case "saysItsEncodings" -> {
                System.out.println(System.getProperty("sun.jnu.encoding") + " " + Charset.defaultCharset());
                System.exit(0);
            }
            case "connectsTo" -> {
                String answer = "connected";
                try {
                    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(text)).close();
                } catch (IOException e) {
                    answer = "has no way";
                }
                parent.send(1, ascii(answer), NOTHING);
                parent.receive();
            }
            case "hangs" -> {
                parent.receive();
                hang();
            }
            case "worksUntil" -> {
                parent.receive();
                work(Path.of(text));
                parent.receive();
                parent.send(2, NOTHING, NOTHING);
            }
            case "neverReceives" -> hang();
            case "floods" -> {
                ByteBuffer payload = ByteBuffer.allocateDirect(64 << 10);
                while (true) {
                    parent.send(1, NOTHING, payload);
                }
            }
            case "talksALot" -> {
                new Thread(OddChild::talkALot).start();
                while (true) {
                    parent.send(parent.receive().type(), NOTHING, NOTHING);
                }
            }
            case "startsAnother" -> {
                Process other =
                        new ProcessBuilder("/bin/sleep", "600").inheritIO().start();
                parent.send(1, ascii(Long.toString(other.pid())), NOTHING);
                parent.receive();
            }
            case "takesNativeMemory" -> {
                List<ByteBuffer> taken = new ArrayList<>();
                for (int i = 0; i < 24; i++) {
                    ByteBuffer block = ByteBuffer.allocateDirect(4 << 20);
                    for (int at = 0; at < block.capacity(); at += 4096) {
                        block.put(at, (byte) 1);
                    }
                    taken.add(block);
                }
                kept = taken;
                parent.send(1, NOTHING, NOTHING);
                parent.receive();
            }
            case "takesHeap" -> {
                List<byte[]> taken = new ArrayList<>();
                kept = taken;
                while (true) {
                    taken.add(new byte[1 << 20]);
                }
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    /** Until the file is there. */
    private static void work(Path file) {
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
    }

    private static void talkALot() {
        for (int i = 0; i < 3000; i++) {
            System.out.println("line " + i);
        }
    }

    private static void sendBytes(String address, String hex) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2);
            for (int i = 0; i < hex.length(); i += 2) {
                bytes.put((byte) Integer.parseInt(hex.substring(i, i + 2), 16));
            }
            channel.write(bytes.flip());
            hang();
        }
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
