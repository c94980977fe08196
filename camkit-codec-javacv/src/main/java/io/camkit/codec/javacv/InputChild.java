package io.camkit.codec.javacv;

import io.camkit.process.Message;
import io.camkit.process.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The program of an input's child JVM: a {@link Demuxer} that is told what to read through the channel, and tells what it reads in the same
 * way. It ends when its parent does.
 */
final class InputChild implements InputListener {
    private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
    private static final int LONGEST_TEXT = 1024;

    private final Messages parent;
    private final ByteBuffer packetHead = ByteBuffer.allocateDirect(Integer.BYTES + 2 * Long.BYTES);

    private InputChild(Messages parent) {
        this.parent = parent;
    }

    /**
     * Serves its parent until that is gone.
     *
     * @param args what {@link Messages#toParent} takes, then {@link JavaCppSettings#arguments}
     */
    public static void main(String[] args) throws IOException {
        JavaCppSettings.apply(args);
        Demuxer.load(); // before there is a parent to answer to
        try (Messages parent = Messages.toParent(args)) {
            InputChild child = new InputChild(parent);
            FfmpegLog.readBy((error, line) -> child.tell(InputMessage.LOG, (byte) (error ? 1 : 0), line));
            child.serve();
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private void serve() throws IOException {
        Demuxer demuxer = new Demuxer(InputOrder.of(parent.receive().head()));
        Thread reader = new Thread(() -> read(demuxer), "demuxer");
        reader.setUncaughtExceptionHandler((thread, thrown) -> {
            try {
                tell(InputMessage.LOG, (byte) 1, "the input's reader failed: " + thrown);
            } finally {
                Runtime.getRuntime().halt(1); // whoever goes on answering would be taken for one that reads
            }
        });
        reader.start();
        while (true) {
            Message message = parent.receive();
            if (message.type() == InputMessage.NEXT) {
                demuxer.next();
            } else if (message.type() == InputMessage.CANCEL) {
                demuxer.cancel();
            }
        }
    }

    private void read(Demuxer demuxer) {
        try {
            demuxer.run(this);
            tell(InputMessage.END, nothing.duplicate(), nothing.duplicate());
        } catch (InputFailure e) {
            byte[] said = e.said().getBytes(StandardCharsets.UTF_8);
            ByteBuffer head = ByteBuffer.allocate(1 + Integer.BYTES + said.length);
            head.put((byte) (e.opened() ? 1 : 0)).putInt(e.error()).put(said);
            tell(InputMessage.FAILURE, head.flip(), nothing.duplicate());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that
        }
    }

    private void tell(int type, ByteBuffer head, ByteBuffer payload) {
        try {
            parent.send(type, head, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the parent is gone, and so are we
        }
    }

    private void tell(int type, byte first, String text) {
        byte[] bytes = text.substring(0, Math.min(text.length(), LONGEST_TEXT)).getBytes(StandardCharsets.UTF_8);
        tell(type, ByteBuffer.allocate(1 + bytes.length).put(first).put(bytes).flip(), nothing.duplicate());
    }

    @Override
    public void opened(boolean complete) {
        tell(InputMessage.OPENED, (byte) (complete ? 1 : 0), "");
    }

    @Override
    public void stream(StreamFormat format) {
        tell(InputMessage.STREAM, format.head(), format.configuration());
    }

    @Override
    public void ignored(String what) {
        tell(InputMessage.IGNORED, (byte) 0, what);
    }

    @Override
    public void packet(int stream, long pts, long dts, ByteBuffer bytes) {
        packetHead.clear().putInt(stream).putLong(pts).putLong(dts).flip();
        tell(InputMessage.PACKET, packetHead, bytes);
    }

    @Override
    public void restarted() {
        tell(InputMessage.RESTARTED, nothing.duplicate(), nothing.duplicate());
    }
}
