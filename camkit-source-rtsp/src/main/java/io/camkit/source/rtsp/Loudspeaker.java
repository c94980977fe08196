package io.camkit.source.rtsp;

import io.camkit.Codec;
import io.camkit.TalkBack;
import io.camkit.Track;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A camera's loudspeaker: G.711 as RTP (RFC 3551, section 4.5.14), towards the camera.
 *
 * <p><b>Threading.</b> Any thread; packets leave on the session's loop.
 */
final class Loudspeaker implements TalkBack {
    private static final int HEADER = 12;
    private static final int LONGEST = 1200;
    private static final int MARKER = 0x80;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** So much later than expected a piece begins anew. */
    private static final long PAUSE_NANOS = 100_000_000L;

    private final RtpFormat format;
    private final Track track;
    private final Wire wire;
    private final SourceContext context;
    private final EventLoop loop;
    private final int source;
    private @Nullable Speaker speaker;
    private boolean over;
    private int sequence;
    private int timestamp;
    private long expectedNanos;

    Loudspeaker(RtpFormat format, Wire wire, SourceContext context, EventLoop loop) {
        this.format = format;
        this.track = Track.audio(Codec.valueOf(format.encoding()), format.clockRate(), format.channels());
        this.wire = wire;
        this.context = context;
        this.loop = loop;
        this.source = context.random().nextInt();
        this.sequence = context.random().nextInt() & 0xffff;
        this.timestamp = context.random().nextInt();
    }

    @Override
    public Track track() {
        return track;
    }

    @Override
    public synchronized Optional<Lease> acquire() {
        if (over || (speaker != null && speaker.holds())) {
            return Optional.empty();
        }
        Speaker next = new Speaker();
        speaker = next;
        expectedNanos = context.clock().nanos() - 2 * PAUSE_NANOS;
        return Optional.of(next);
    }

    /** The session is over. */
    synchronized void end() {
        over = true;
        speaker = null;
    }

    private final class Speaker implements Lease {
        private long lastNanos = context.clock().nanos();

        /** Under the loudspeaker's lock. */
        boolean holds() {
            return speaker == this && context.clock().nanos() - lastNanos < SILENCE.toNanos();
        }

        @Override
        public boolean send(ByteBuffer sound) {
            if (sound.remaining() > LONGEST) {
                throw new IllegalArgumentException(sound.remaining() + " bytes at once: at most " + LONGEST);
            }
            synchronized (Loudspeaker.this) {
                if (!holds()) {
                    return false;
                }
                lastNanos = context.clock().nanos();
                ByteBuffer packet = packet(sound, lastNanos);
                loop.execute(() -> wire.sendMedia(packet));
                return true;
            }
        }

        @Override
        public void close() {
            synchronized (Loudspeaker.this) {
                if (speaker == this) {
                    speaker = null;
                }
            }
        }
    }

    private ByteBuffer packet(ByteBuffer sound, long now) {
        long late = now - expectedNanos;
        boolean anew = late > PAUSE_NANOS;
        if (anew) {
            timestamp += (int) Math.min(Integer.MAX_VALUE, late / (NANOS_PER_SECOND / format.clockRate()));
            expectedNanos = now;
        }
        ByteBuffer packet = ByteBuffer.allocate(HEADER + sound.remaining());
        packet.put((byte) 0x80).put((byte) (format.payloadType() | (anew ? MARKER : 0)));
        packet.putShort((short) sequence++).putInt(timestamp).putInt(source);
        packet.put(sound.duplicate());
        int samples = sound.remaining() / format.channels();
        timestamp += samples;
        expectedNanos += samples * NANOS_PER_SECOND / format.clockRate();
        return packet.flip();
    }
}
