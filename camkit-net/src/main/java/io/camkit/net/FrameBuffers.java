package io.camkit.net;

import io.camkit.Frame;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What was made of the newest frames for sending: each made once, by the first who asks, and shared by everybody.
 *
 * <p><b>Ownership.</b> It holds one reference to each buffer that it keeps. Whoever stops sending for good calls {@link #clear()}.
 *
 * <p><b>Threading.</b> Any thread. The maker runs under a lock and is short.
 */
public final class FrameBuffers {
    private final int kept;
    private final Function<Frame, ByteBuf> maker;
    private final List<Made> newest = new ArrayList<>();
    private int next;

    private record Made(Frame frame, ByteBuf buffer) {}

    /**
     * @param kept how many frames' buffers; one that was displaced is made again for who still asks
     * @param maker makes a buffer with one reference
     */
    public FrameBuffers(int kept, Function<Frame, ByteBuf> maker) {
        this.kept = kept;
        this.maker = maker;
    }

    /** A duplicate of {@code frame}'s buffer, with a reference for the caller. */
    public synchronized ByteBuf of(Frame frame) {
        for (int i = 0; i < newest.size(); i++) {
            Made made = newest.get(i);
            if (made.frame == frame) {
                return made.buffer.retainedDuplicate();
            }
        }
        ByteBuf buffer = maker.apply(frame);
        keep(new Made(frame, buffer));
        return buffer.retainedDuplicate();
    }

    private void keep(Made made) {
        if (newest.size() < kept) {
            newest.add(made);
            return;
        }
        newest.set(next, made).buffer.release();
        next = (next + 1) % kept;
    }

    /** Gives up everything that is kept. It may be used again. */
    public synchronized void clear() {
        newest.forEach(made -> made.buffer.release());
        newest.clear();
        next = 0;
    }
}
