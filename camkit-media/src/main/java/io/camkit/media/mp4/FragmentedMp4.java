package io.camkit.media.mp4;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes one fragmented MP4: an initialization segment, then fragments of one or several frames (ISO/IEC 14496-12, section 8.8).
 *
 * <p>The tracks are fixed; a new track means a new object and a new initialization segment. Fragments carry decoding
 * times, so a reader may begin with any fragment whose first frame is a key frame.
 *
 * <p><b>Ownership.</b> Frames are borrowed for the call. Fragments are written into the caller's buffer; nothing is kept.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class FragmentedMp4 {
    private final List<Mp4Track> tracks = new ArrayList<>();
    private final ByteBuffer initSegment;
    private int sequence;

    /**
     * @param tracks one or more, none twice; their parameter sets are known
     * @throws CamkitException {@code CK-3131} if MP4 cannot carry a codec
     */
    public FragmentedMp4(List<Track> tracks) {
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("no tracks");
        }
        for (Track track : tracks) {
            this.tracks.add(Mp4Track.of(this.tracks.size() + 1, track));
        }
        this.initSegment = InitSegment.of(this.tracks);
    }

    /** What a browser is told, for example {@code video/mp4; codecs="avc1.64001f"}. */
    public String mimeType() {
        boolean video = tracks.stream().anyMatch(each -> each.track().kind() == Codec.Kind.VIDEO);
        return tracks.stream()
                .map(each -> each.format().codecs())
                .collect(Collectors.joining(",", (video ? "video" : "audio") + "/mp4; codecs=\"", "\""));
    }

    /** The initialization segment: a read-only view with a position of its own. */
    public ByteBuffer initSegment() {
        return initSegment.asReadOnlyBuffer();
    }

    /** A buffer of this many bytes holds a fragment of {@code frame}. */
    public int sizeOf(Frame frame) {
        return Fragment.headerBytes(1) + frame.size();
    }

    /** A buffer of this many bytes holds a fragment of {@code frames}. */
    public int sizeOf(List<Frame> frames) {
        int size = Fragment.headerBytes(frames.size());
        for (Frame frame : frames) {
            size = Math.addExact(size, frame.size());
        }
        return size;
    }

    /**
     * Writes a fragment of one frame.
     *
     * @param decodeTime when it is decoded in the file's time, in ticks, zero or more; usually the frame's own {@code dts}
     * @param durationTicks until the next one
     * @param target see {@link #write(List, long, ByteBuffer)}
     */
    public void write(Frame frame, long decodeTime, long durationTicks, ByteBuffer target) {
        var fragment = new Fragment(trackOf(frame), ++sequence, 1, decodeTime, target);
        fragment.add(frame);
        fragment.finish(durationTicks);
    }

    /**
     * Writes one fragment, at the decoding time of its first frame.
     *
     * @param frames one or more of one track, in decoding order
     * @param lastDurationTicks how long the last of them lasts
     * @param target written from its position, which moves on; big-endian, with room for {@link #sizeOf(List)} bytes
     * @throws IllegalArgumentException if a frame's track is none of this file's, or not that of the first frame
     */
    public void write(List<Frame> frames, long lastDurationTicks, ByteBuffer target) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("no frames");
        }
        var fragment = new Fragment(
                trackOf(frames.get(0)),
                ++sequence,
                frames.size(),
                Math.max(0, frames.get(0).dts()),
                target);
        for (Frame frame : frames) {
            fragment.add(frame);
        }
        fragment.finish(lastDurationTicks);
    }

    private Mp4Track trackOf(Frame frame) {
        for (Mp4Track each : tracks) {
            if (each.track() == frame.track()) {
                return each;
            }
        }
        throw new IllegalArgumentException(frame.track() + " is none of this file's tracks");
    }
}
