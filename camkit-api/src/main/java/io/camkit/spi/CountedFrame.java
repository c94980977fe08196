package io.camkit.spi;

import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The one kind of frame: a header, a window into {@link Memory}, and a count of shares. Made by a {@link FrameAllocator}. */
public final class CountedFrame implements Frame, Payload {
    private static final VarHandle SHARES = shares();

    private final FrameHeader header;
    private final Memory memory;
    private final ByteBuffer window;
    private final int size;

    @SuppressWarnings("FieldMayBeFinal") // written through SHARES
    private volatile int shares = 1;

    CountedFrame(FrameHeader header, Memory memory, int offset, int size) {
        this.header = header;
        this.memory = memory;
        this.size = size;
        this.window = offset == 0 && size == memory.buffer().capacity()
                ? memory.buffer()
                : memory.buffer().slice(offset, size);
    }

    private static VarHandle shares() {
        try {
            return MethodHandles.lookup().findVarHandle(CountedFrame.class, "shares", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The payload's memory itself, for transports that hand it to the system without a copy. Whoever asks does not write and does not
     * move position or limit: every reader of this frame shares the object.
     */
    public static ByteBuffer memoryOf(Frame frame) {
        CountedFrame counted = (CountedFrame) frame;
        counted.requireLive();
        return counted.window;
    }

    @Override
    public FrameHeader header() {
        return header;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Payload payload() {
        return this;
    }

    @Override
    public ByteBuffer asBuffer() {
        requireLive();
        return window.asReadOnlyBuffer().clear();
    }

    @Override
    public byte get(int index) {
        requireLive();
        return window.get(index);
    }

    @Override
    public void copyTo(int index, ByteBuffer target, int length) {
        requireLive();
        target.put(target.position(), window, index, length);
        target.position(target.position() + length);
    }

    @Override
    public void copyTo(int index, byte[] target, int offset, int length) {
        requireLive();
        window.get(index, target, offset, length);
    }

    @Override
    public Frame retain() {
        if (!tryRetain()) {
            throw gone();
        }
        return this;
    }

    @Override
    public boolean tryRetain() {
        int count = shares;
        while (count > 0) {
            int seen = (int) SHARES.compareAndExchange(this, count, count + 1);
            if (seen == count) {
                return true;
            }
            count = seen;
        }
        return false;
    }

    @Override
    public void release() {
        int before = (int) SHARES.getAndAdd(this, -1);
        if (before == 1) {
            memory.release();
        } else if (before < 1) {
            throw gone();
        }
    }

    private void requireLive() {
        if (shares <= 0) {
            throw gone();
        }
    }

    private IllegalStateException gone() {
        IllegalStateException misuse =
                new IllegalStateException("frame " + header.track() + " pts " + header.pts() + " was released already");
        memory.misused(misuse);
        return misuse;
    }

    @Override
    public String toString() {
        return "Frame(" + header.track() + ", pts " + header.pts() + (header.keyFrame() ? ", key" : "") + ", " + size
                + " bytes, " + shares + " shares)";
    }
}
