package io.camkit.media.rtp;

import io.camkit.media.bits.BitReader;
import io.camkit.media.bits.MalformedException;
import io.camkit.spi.FrameAllocator;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** AAC over RTP (RFC 3640), not interleaved: several access units in a packet, or one in several. */
final class AacReader implements PayloadReader {
    private static final int MAX_UNITS = 64;

    private final AacFormat format;
    private final SoundFrames frames;
    private final FrameCollector fragments;
    private final int[] sizes = new int[MAX_UNITS];

    // the access unit in fragments that is under way
    private int missing;
    private int timestamp;

    AacReader(AacFormat format, SoundFrames frames, FrameAllocator allocator) {
        this.format = format;
        this.frames = frames;
        this.fragments = new FrameCollector(allocator);
    }

    @Override
    public void lose() {
        if (missing > 0) {
            giveUpFragments();
        }
    }

    @Override
    public void restart() {
        frames.restart();
    }

    private void giveUpFragments() {
        missing = 0;
        fragments.discard();
        frames.dropped(DropReason.DAMAGED);
    }

    @Override
    public void payload(RtpHeader header, ByteBuffer payload, long arrivalNanos) {
        if (!payload.hasRemaining()) {
            return;
        }
        try {
            int units = sizes(payload);
            if (units == 1 && sizes[0] > payload.remaining()) {
                fragment(header, payload, arrivalNanos);
            } else {
                lose();
                units(units, header, payload, arrivalNanos);
            }
        } catch (MalformedException e) {
            lose();
            frames.dropped(DropReason.MALFORMED);
        }
    }

    /** Reads the headers (section 3.2.1), leaves the payload's position at the first access unit, and tells how many there are. */
    private int sizes(ByteBuffer payload) throws MalformedException {
        if (!format.hasHeaders()) {
            return constantSizes(payload);
        }
        if (payload.remaining() < Short.BYTES) {
            throw new MalformedException("it ends before its headers");
        }
        int headerBits = payload.getShort() & 0xffff;
        int end = payload.position() + (headerBits + Byte.SIZE - 1) / Byte.SIZE;
        if (end > payload.limit()) {
            throw new MalformedException("its headers end behind it");
        }
        int units = 0;
        BitReader bits = BitReader.of(payload.slice(payload.position(), end - payload.position()));
        for (int read = 0; read < headerBits; units++) {
            if (units == MAX_UNITS) {
                throw new MalformedException("it has more than " + MAX_UNITS + " access units");
            }
            read += header(bits, units);
        }
        payload.position(end);
        skipAuxiliary(payload);
        return units;
    }

    private int constantSizes(ByteBuffer payload) throws MalformedException {
        int size = format.constantSize() > 0 ? format.constantSize() : payload.remaining();
        int units = Math.max(1, payload.remaining() / size);
        if (units > MAX_UNITS) {
            throw new MalformedException("it has " + units + " access units");
        }
        Arrays.fill(sizes, 0, units, size);
        return units;
    }

    /** Returns how many bits the header has. */
    private int header(BitReader bits, int unit) throws MalformedException {
        long size = format.sizeBits() > 0 ? bits.bits(format.sizeBits()) : format.constantSize();
        if (size < 1 || size > Depacketizer.MAX_FRAME_BYTES) {
            throw new MalformedException("an access unit has " + size + " bytes");
        }
        sizes[unit] = (int) size;
        int indexBits = unit == 0 ? format.indexBits() : format.deltaBits();
        if (bits.bits(indexBits) != 0 && unit > 0) {
            throw new MalformedException("its access units are interleaved");
        }
        AacFormat.Extra extra = format.extraBits();
        return format.sizeBits()
                + indexBits
                + difference(bits, extra.compositionBits())
                + difference(bits, extra.decodingBits())
                + skip(bits, extra.randomAccessBits())
                + skip(bits, extra.stateBits());
    }

    private static int difference(BitReader bits, int length) throws MalformedException {
        return length == 0 ? 0 : 1 + skip(bits, bits.flag() ? length : 0);
    }

    private static int skip(BitReader bits, int length) throws MalformedException {
        bits.skip(length);
        return length;
    }

    /** Section 3.2.2. */
    private void skipAuxiliary(ByteBuffer payload) throws MalformedException {
        if (format.auxiliaryBits() == 0) {
            return;
        }
        long length = BitReader.of(payload.slice()).bits(format.auxiliaryBits());
        long bytes = (format.auxiliaryBits() + length + Byte.SIZE - 1) / Byte.SIZE;
        if (bytes > payload.remaining()) {
            throw new MalformedException("its auxiliary section ends behind it");
        }
        payload.position(payload.position() + (int) bytes);
    }

    private void units(int count, RtpHeader header, ByteBuffer payload, long arrivalNanos) throws MalformedException {
        int end = payload.limit();
        int at = payload.position();
        long pts = frames.timeOf(header.timestamp(), arrivalNanos);
        for (int i = 0; i < count; i++) {
            if (sizes[i] > end - at) {
                throw new MalformedException("an access unit ends behind its packet");
            }
            payload.limit(at + sizes[i]).position(at);
            frames.whole(format.track(), payload, pts + i * format.frameTicks(), arrivalNanos);
            payload.limit(end);
            at += sizes[i];
        }
    }

    /** Section 3.2.3: each fragment carries the size of the whole, and the same time stamp. */
    private void fragment(RtpHeader header, ByteBuffer payload, long arrivalNanos) {
        if (missing > 0 && header.timestamp() != timestamp) {
            giveUpFragments();
        }
        if (missing == 0) {
            missing = sizes[0];
            timestamp = header.timestamp();
        }
        missing -= payload.remaining();
        fragments.append(payload);
        if (missing > 0 && !header.marker()) {
            return;
        }
        DropReason why = missing != 0 ? DropReason.DAMAGED : fragments.fault();
        missing = 0;
        if (why == null) {
            frames.collected(format.track(), fragments, frames.timeOf(timestamp, arrivalNanos), arrivalNanos);
        } else {
            fragments.discard();
            frames.dropped(why);
        }
    }

    @Override
    public void close() {
        fragments.close();
    }
}
