package io.camkit.testkit;

import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Frames of one lane at 25 a second, the n-th one at n/25 s.
 *
 * <p>H.264 frames are access units with the right NAL unit types and real parameter sets, but no picture; a JPEG is a real one of 16x16
 * pixels. What fills a frame up to its size is padding.
 *
 * <p><b>Ownership.</b> Every frame belongs to the caller, with one share.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Frames {
    /** Frames a second of everything made here. */
    public static final int FRAME_RATE = 25;

    private static final int DELTA_SIZE = 64;
    private static final short COMMENT = (short) 0xFFFE;
    private static final int SMALLEST_COMMENT = 4;
    private static final int LARGEST_COMMENT = 0xFFFF + Short.BYTES;
    private static final HexFormat HEX = HexFormat.of();
    private static final String START_CODE = "00000001";
    private static final String SPS = "6742c01fd9005005bb011000000300100000030320f1832480";
    private static final String PPS = "68cb83cb20";
    private static final String IDR_SLICE = "6588840bf2628001";
    private static final String DELTA_SLICE = "419a2207f8";
    private static final String GRAY_JPEG =
            "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJ"
                    + "CQoKCgwMCwsODg4RERT/xABKAAEAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAAAAAAAAAAAAEAEAAAAAAAAAAAAAAAAAAAAA"
                    + "EQEAAAAAAAAAAAAAAAAAAAAA/8AAEQgAEAAQAwEiAAIRAAMRAP/aAAwDAQACEQMRAD8AAA//2Q==";

    private final Track track;
    private final FrameAllocator allocator;
    private final @Nullable Clock clock;

    private Frames(Track track, FrameAllocator allocator, @Nullable Clock clock) {
        this.track = track;
        this.allocator = allocator;
        this.clock = clock;
    }

    /** A new H.264 lane of 1280x720 with its parameter sets. */
    public static Track h264() {
        return Track.video(Codec.H264, 90_000, 1280, 720)
                .withFrameRate(FRAME_RATE)
                .withParameterSets(List.of(bytes(SPS), bytes(PPS)));
    }

    /** A new JPEG lane of 16x16. */
    public static Track jpeg() {
        return Track.video(Codec.JPEG, 90_000, 16, 16).withFrameRate(FRAME_RATE);
    }

    /** The n-th JPEG alone, of at least {@code size} bytes. */
    public static byte[] jpeg(int n, int size) {
        ByteBuffer payload = jpegPayload(n, size).flip();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    /** Frames of {@code track}, in {@code allocator}'s memory; the n-th was captured at n/25 s of its clock. */
    public static Frames of(Track track, FrameAllocator allocator) {
        return new Frames(track, allocator, null);
    }

    /** The same, each captured at the moment it is made here. */
    public Frames capturedBy(Clock camera) {
        return new Frames(track, allocator, camera);
    }

    /** The lane. */
    public Track track() {
        return track;
    }

    /** The n-th frame, a key frame. */
    public Frame key(int n) {
        return key(n, 0);
    }

    /** The n-th frame, a key frame of at least {@code size} bytes. */
    public Frame key(int n, int size) {
        return frame(n, true, size);
    }

    /** The n-th frame, which needs the one before. */
    public Frame delta(int n) {
        return delta(n, DELTA_SIZE);
    }

    /** The n-th frame, which needs the one before, of at least {@code size} bytes. */
    public Frame delta(int n, int size) {
        return frame(n, false, size);
    }

    /** The n-th frame of a stream with a key frame every {@code gop} frames. */
    public Frame nth(int n, int gop) {
        return n % gop == 0 ? key(n) : delta(n);
    }

    private Frame frame(int n, boolean keyFrame, int size) {
        ByteBuffer payload = switch (track.codec()) {
            case H264 -> h264(n, keyFrame, size);
            case JPEG -> jpegPayload(n, size);
            default -> fill(ByteBuffer.allocate(Math.max(1, size)), n);
        };
        long pts = (long) n * track.clockRate() / FRAME_RATE;
        long captureNanos = clock == null ? track.toNanos(pts) : clock.nanos();
        return allocator.copy(FrameHeader.of(track, pts, captureNanos, keyFrame), payload.flip());
    }

    private static ByteBuffer h264(int n, boolean keyFrame, int size) {
        ByteBuffer start = bytes(
                keyFrame ? START_CODE + SPS + START_CODE + PPS + START_CODE + IDR_SLICE : START_CODE + DELTA_SLICE);
        return fill(ByteBuffer.allocate(Math.max(size, start.remaining())).put(start), n);
    }

    /** A picture that is filled up by comments (ITU-T T.81, B.2.4.5) between its first marker and the rest. */
    private static ByteBuffer jpegPayload(int n, int size) {
        ByteBuffer picture = ByteBuffer.wrap(Base64.getDecoder().decode(GRAY_JPEG));
        ByteBuffer payload = ByteBuffer.allocate(Math.max(size, picture.remaining()) + SMALLEST_COMMENT);
        payload.putShort(picture.getShort());
        int missing = size - picture.capacity();
        while (missing > 0) {
            int comment = Math.min(LARGEST_COMMENT, Math.max(SMALLEST_COMMENT, missing));
            payload.putShort(COMMENT).putShort((short) (comment - Short.BYTES));
            fill(payload.slice(payload.position(), comment - SMALLEST_COMMENT), n);
            payload.position(payload.position() + comment - SMALLEST_COMMENT);
            missing -= comment;
        }
        return payload.put(picture);
    }

    /** Never zero, so that no start code appears; the number makes one frame's bytes differ from another's. */
    private static ByteBuffer fill(ByteBuffer rest, int n) {
        while (rest.hasRemaining()) {
            rest.put((byte) (0x40 | (n & 0x3f)));
        }
        return rest;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HEX.parseHex(hex));
    }
}
