package io.camkit.media.rtp;

import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/**
 * Takes the packets of a stream as they come, and passes them on once and in order. What damaged headers may claim is believed here;
 * {@link Probation} is for a network that damages them.
 */
final class RtpReceiver implements Depacketizer {
    private final int payloadType;
    private final Output output;
    private final PayloadReader reader;
    private final @Nullable ReorderBuffer waiting;
    private final RtpHeader header = new RtpHeader();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private boolean started;
    private int source;
    private long lastPlace;
    private boolean closed;

    /** @param window how many packets may wait for a missing one; 0 if they come in order */
    RtpReceiver(int payloadType, int window, PayloadReader reader, Output output) {
        this.payloadType = payloadType;
        this.output = output;
        this.reader = reader;
        this.waiting = window > 0 ? new ReorderBuffer(window, this::held) : null;
    }

    @Override
    public void packet(ByteBuffer packet, long arrivalNanos) {
        if (closed) {
            return;
        }
        if (!header.read(packet) || header.payloadType() != payloadType) {
            output.dropped(DropReason.NOT_RTP); // if it was a part of the stream, its number will be missing
            return;
        }
        int sequence = header.sequence();
        if (!started || header.source() != source || !sequences.isNear(sequence)) {
            startAnew(header.source(), sequence);
        }
        long place = sequences.unwrap(sequence);
        if (waiting == null) {
            inOrder(place, packet, arrivalNanos);
        } else {
            waiting.packet(place, packet, arrivalNanos);
        }
    }

    private void startAnew(int sender, int sequence) {
        if (!started) {
            lastPlace = sequence - 1L;
        } else {
            if (waiting != null) {
                waiting.flush();
            }
            sequences.restart(sequence);
            reader.lose();
            if (sender != source) {
                reader.restart();
            }
        }
        started = true;
        source = sender;
    }

    private void held(long place, ByteBuffer packet, long arrivalNanos) {
        header.read(packet); // which others have passed meanwhile
        inOrder(place, packet, arrivalNanos);
    }

    private void inOrder(long place, ByteBuffer packet, long arrivalNanos) {
        if (closed) {
            return;
        }
        if (place <= lastPlace) {
            output.dropped(DropReason.LATE);
            return;
        }
        if (place > lastPlace + 1) {
            reader.lose();
        }
        lastPlace = place;
        int position = packet.position();
        int limit = packet.limit();
        reader.payload(header, packet.limit(header.payloadEnd()).position(header.payloadStart()), arrivalNanos);
        packet.limit(limit).position(position);
    }

    @Override
    public boolean keyFrameWanted() {
        return reader.keyFrameWanted();
    }

    @Override
    public void close() {
        closed = true;
        reader.close();
    }
}
