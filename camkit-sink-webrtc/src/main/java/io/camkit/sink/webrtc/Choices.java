package io.camkit.sink.webrtc;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.StreamName;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.media.h264.Nal;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.sink.webrtc.sdp.Offer;
import io.camkit.sink.webrtc.sdp.OfferedMedia;
import io.camkit.spi.SinkContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Matches what a viewer offers to take with what a camera has: as it is where possible, else derived. */
final class Choices {
    private static final List<Codec> PICTURES = List.of(Codec.H264, Codec.H265);
    private static final List<Codec> SOUND = List.of(Codec.OPUS, Codec.PCMU, Codec.PCMA);

    private static final int G711_RATE = 8000;

    private final SinkContext context;
    private final Offer offer;
    private final StreamName stream;

    Choices(SinkContext context, Offer offer, StreamName stream) {
        this.context = context;
        this.offer = offer;
        this.stream = stream;
    }

    /**
     * One choice of pictures and one of sound at most.
     *
     * @throws CamkitException why there are no pictures, where they are offered to be taken
     */
    List<Choice> all() {
        List<Choice> all = new ArrayList<>();
        section(Codec.Kind.VIDEO)
                .flatMap(section -> choice(section, Codec.Kind.VIDEO, PICTURES))
                .ifPresent(all::add);
        section(Codec.Kind.AUDIO).flatMap(this::sound).ifPresent(all::add);
        return all;
    }

    private Optional<Integer> section(Codec.Kind kind) {
        for (int i = 0; i < offer.media().size(); i++) {
            if (offer.media().get(i).receives(kind)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Many cameras have none, and nobody misses it then. */
    private Optional<Choice> sound(int section) {
        try {
            return choice(section, Codec.Kind.AUDIO, SOUND);
        } catch (CamkitException e) {
            return Optional.empty();
        }
    }

    private Optional<Choice> choice(int section, Codec.Kind kind, List<Codec> known) {
        OfferedMedia media = offer.media().get(section);
        List<Codec> acceptable = known.stream()
                .filter(codec -> media.format(codec, "").isPresent())
                .toList();
        if (acceptable.isEmpty()) {
            return Optional.empty();
        }
        Feed any = context.feed(want(acceptable));
        Optional<Track> flowing =
                any.tracks().stream().filter(track -> track.kind() == kind).findFirst();
        if (flowing.filter(track -> !hasUsualRate(track)).isPresent()) {
            return Optional.empty();
        }
        Codec codec = flowing.map(Track::codec).orElse(acceptable.get(0));
        RtpFormat format =
                media.format(codec, flowing.map(Choices::profile).orElse("")).orElseThrow();
        Want want = want(List.of(codec));
        return Optional.of(new Choice(section, want, context.feed(want), format));
    }

    /** Payload types 0 and 8 are 8000 Hz and one channel (RFC 3551, section 6), and browsers have no others. */
    private static boolean hasUsualRate(Track track) {
        return switch (track.codec()) {
            case PCMU, PCMA -> track.clockRate() == G711_RATE && track.channels() == 1;
            default -> true;
        };
    }

    private Want want(List<Codec> codecs) {
        return new Want(codecs, 0, 0, 0, stream);
    }

    /** Of H.264: profile and constraints, which follow the type in the first byte of a sequence parameter set (section 7.3.2.1.1). */
    private static String profile(Track track) {
        return track.parameterSets().stream()
                .filter(set -> track.codec() == Codec.H264 && Nal.type(set.get(0)) == Nal.SPS && set.remaining() > 3)
                .findFirst()
                .map(Choices::profile)
                .orElse("");
    }

    private static String profile(ByteBuffer sequenceSet) {
        return HexFormat.of().toHexDigits(sequenceSet.getShort(1));
    }
}
