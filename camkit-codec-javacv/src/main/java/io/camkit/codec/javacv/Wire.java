package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.process.Messages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a JVM and the child that converts for it say to each other, whatever is converted. The parent begins with the order; then both
 * send tracks, and frames that belong to the track of their kind that was sent last. {@link WireHead} reads what is written here.
 *
 * <p>A child also tells what it left out, what FFmpeg logs, and, as the last thing, what went wrong. A child that just ends its
 * connection is over without a reason; a parent that does so wants no more.
 *
 * <p><b>Threading.</b> Any thread; sending waits as {@link Messages#send} does.
 */
final class Wire {
    /** Parent to child, first: a {@link Conversion#line} for each lane. */
    static final int ORDER = 1;
    /** A track; frames of its kind belong to it from now on. */
    static final int TRACK = 2;
    /** A frame's header and flags; the payload is the frame's. */
    static final int FRAME = 3;
    /** Child to parent: a frame was left out. */
    static final int DROPPED = 4;
    /** Child to parent: a line of FFmpeg's log. */
    static final int LOG = 5;
    /** Child to parent, last: what went wrong. */
    static final int FAILED = 6;

    /** Child to parent: an encoder makes nothing of pictures. */
    static final int USELESS = 7;

    /** Decoding can start here. */
    static final int KEY = 1;
    /** Newer frames wait already. */
    static final int LATE = 2;
    /** The next picture of the result is to be a key frame. */
    static final int WANTS_KEY = 4;

    private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);

    private final Messages messages;
    private final WireHead head = new WireHead(ByteBuffer.allocateDirect(Messages.MAX_HEAD_BYTES));

    Wire(Messages messages) {
        this.messages = messages;
    }

    synchronized void order(List<String> words) throws IOException {
        head.clear().putNumber(words.size());
        words.forEach(head::putText);
        send(ORDER, nothing);
    }

    synchronized void track(Track track) throws IOException {
        head.clear().putTrack(track);
        send(TRACK, nothing);
    }

    /**
     * @param flags of {@link #LATE} and {@link #WANTS_KEY}
     * @param payload the remaining bytes; direct
     */
    synchronized void frame(FrameHeader header, int flags, ByteBuffer payload) throws IOException {
        head.clear().putFrame(header, flags | (header.keyFrame() ? KEY : 0));
        send(FRAME, payload);
    }

    synchronized void dropped(Dropped reason) throws IOException {
        head.clear().putText(reason.name());
        send(DROPPED, nothing);
    }

    synchronized void useless(String encoder) throws IOException {
        head.clear().putText(encoder);
        send(USELESS, nothing);
    }

    synchronized void log(boolean error, String line) throws IOException {
        head.clear().putNumber(error ? 1 : 0).putText(line);
        send(LOG, nothing);
    }

    synchronized void failed(CamkitException why) throws IOException {
        head.clear().putFailure(why);
        send(FAILED, nothing);
    }

    private void send(int type, ByteBuffer payload) throws IOException {
        messages.send(type, head.written(), payload);
    }
}
