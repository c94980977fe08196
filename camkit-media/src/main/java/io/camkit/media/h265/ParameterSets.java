package io.camkit.media.h265;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.media.bits.BitReader;
import io.camkit.media.bits.MalformedException;
import io.camkit.media.bits.UnusableSet;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter sets that a stream has shown last, and the track that follows from them.
 *
 * <p>A set that repeats what is known changes nothing; a new or different one makes the next {@link #track} a new object.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class ParameterSets {
    /** A longer set is refused. */
    public static final int MAX_SET_BYTES = 4096;

    private final int clockRate;
    private final double announcedRate;
    private final Map<Integer, ByteBuffer> videoSets = new TreeMap<>();
    private final Map<Integer, ByteBuffer> sequenceSets = new TreeMap<>();
    private final Map<Integer, PictureSet> pictureSets = new TreeMap<>();
    private @Nullable Sps sps;
    private @Nullable Track track;

    private record PictureSet(int sequenceSet, ByteBuffer nal) {}

    /**
     * @param clockRate ticks a second of the track's time stamps
     * @param announcedRate frames a second by some other source, taken where the sets do not say; 0 when unknown
     */
    public ParameterSets(int clockRate, double announcedRate) {
        this.clockRate = clockRate;
        this.announcedRate = announcedRate;
    }

    /**
     * Takes note of a NAL unit if it is a parameter set; any other type is ignored.
     *
     * @param nal without start code, from position to limit, neither of which moves; copied if it is kept
     * @return whether anything changed
     * @throws CamkitException {@code CK-3111} or {@code CK-3112} if the set is unusable; what was known before stays
     */
    public boolean offer(ByteBuffer nal) {
        int type = nal.hasRemaining() ? Nal.type(nal.get(nal.position())) : 0;
        if (type < Nal.VPS || type > Nal.PPS) {
            return false;
        }
        if (nal.remaining() > MAX_SET_BYTES) {
            throw UnusableSet.unreadable(Sps.CODEC, "it has " + nal.remaining() + " bytes, more than " + MAX_SET_BYTES);
        }
        try {
            if (isKnown(nal)) {
                useAgain(type, nal);
                return false;
            }
            keep(type, nal);
        } catch (MalformedException e) {
            throw UnusableSet.unreadable(Sps.CODEC, e);
        }
        track = null;
        return true;
    }

    /** What is shown again is in use; what came between may have been damaged. */
    private void useAgain(int type, ByteBuffer nal) throws MalformedException {
        Sps current = sps;
        if (type == Nal.SPS && current != null && !nal.equals(sequenceSets.get(current.id()))) {
            sps = Sps.parse(nal);
            track = null;
        }
    }

    private boolean isKnown(ByteBuffer nal) {
        return videoSets.containsValue(nal)
                || sequenceSets.containsValue(nal)
                || pictureSets.values().stream().anyMatch(set -> set.nal().equals(nal));
    }

    private void keep(int type, ByteBuffer nal) throws MalformedException {
        BitReader bits = BitReader.ofNal(nal, Nal.HEADER_BYTES);
        switch (type) {
            case Nal.VPS -> videoSets.put((int) bits.bits(4), copy(nal));
            case Nal.SPS -> {
                Sps read = Sps.parse(nal);
                // what referred to the old content has to come again
                pictureSets.values().removeIf(set -> set.sequenceSet() == read.id());
                sequenceSets.put(read.id(), copy(nal));
                sps = read;
            }
            default -> {
                int id = bits.unsigned("pps_pic_parameter_set_id", 63);
                pictureSets.put(id, new PictureSet(bits.unsigned("pps_seq_parameter_set_id", 15), copy(nal)));
            }
        }
    }

    private static ByteBuffer copy(ByteBuffer nal) {
        return ByteBuffer.allocate(nal.remaining()).put(nal.duplicate()).flip();
    }

    /** Whether there is at least one set of each kind, so that a decoder could start. */
    public boolean complete() {
        return sps != null && !videoSets.isEmpty() && !pictureSets.isEmpty();
    }

    /**
     * The track of what is known now: the same object until something changes.
     *
     * @throws IllegalStateException unless {@link #complete}
     */
    public Track track() {
        Track known = track;
        if (known == null) {
            known = newTrack();
            track = known;
        }
        return known;
    }

    private Track newTrack() {
        Sps current = sequenceSet();
        List<ByteBuffer> all = new ArrayList<>(videoSets.values());
        all.addAll(sequenceSets.values());
        pictureSets.values().forEach(set -> all.add(set.nal()));
        return Track.video(Codec.H265, clockRate, current.width(), current.height())
                .withFrameRate(current.frameRate() > 0 ? current.frameRate() : announcedRate)
                .withParameterSets(all);
    }

    /**
     * What the newest sequence parameter set says.
     *
     * @throws IllegalStateException unless {@link #complete}
     */
    public Sps sequenceSet() {
        Sps current = sps;
        if (current == null || !complete()) {
            throw new IllegalStateException("no parameter sets yet");
        }
        return current;
    }
}
