package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.media.rtp.Depacketizer;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.media.sdp.Sdp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which parts of a description are played: the best video, and the first audio that camkit can read. */
final class MediaChoice {
    /** What most viewers can show comes first. */
    private static final List<String> BEST_FIRST = List.of("H264", "H265", "JPEG");

    private MediaChoice() {}

    /**
     * The video, then the audio if there is one.
     *
     * @throws CamkitException if there is no video that camkit can read
     */
    static List<MediaDescription> of(Sdp sdp, RtspFaults faults) {
        List<MediaDescription> videos = ofKind(sdp, "video");
        List<MediaDescription> audios = ofKind(sdp, "audio");
        if (videos.isEmpty()) {
            throw faults.noVideo(names(audios));
        }
        MediaDescription video = videos.stream()
                .filter(MediaChoice::isReadable)
                .min(Comparator.comparingInt(MediaChoice::rank))
                .orElseThrow(() -> faults.unsupportedCodec(names(videos)));
        Optional<MediaDescription> audio = audios.stream()
                .filter(MediaChoice::isReadable)
                .filter(each -> !flowsAgainst(each, video))
                .findFirst();
        List<MediaDescription> chosen = new ArrayList<>(List.of(video));
        audio.ifPresent(chosen::add);
        return chosen;
    }

    private static List<MediaDescription> ofKind(Sdp sdp, String kind) {
        return sdp.media().stream().filter(media -> media.kind().equals(kind)).toList();
    }

    private static boolean isReadable(MediaDescription media) {
        return media.formats().stream().anyMatch(Depacketizer::reads);
    }

    private static int rank(MediaDescription video) {
        return video.formats().stream()
                .filter(Depacketizer::reads)
                .mapToInt(format -> BEST_FIRST.indexOf(format.encoding()))
                .findFirst()
                .orElse(BEST_FIRST.size());
    }

    /** The camera's loudspeaker: what flows the other way than its video. Cameras disagree on which way is called sending. */
    static boolean flowsAgainst(MediaDescription audio, MediaDescription video) {
        return (audio.direction() == Direction.SENDONLY && video.direction() == Direction.RECVONLY)
                || (audio.direction() == Direction.RECVONLY && video.direction() == Direction.SENDONLY);
    }

    /** The camera's loudspeaker, if it takes G.711. */
    static Optional<MediaDescription> loudspeaker(Sdp sdp, MediaDescription video) {
        return ofKind(sdp, "audio").stream()
                .filter(audio -> flowsAgainst(audio, video)
                        || (audio.direction() == Direction.SENDONLY && video.direction() == Direction.SENDRECV))
                .filter(audio -> audio.formats().stream().anyMatch(MediaChoice::isSpeech))
                .findFirst();
    }

    /** The loudspeaker's first format of G.711. */
    static RtpFormat speech(MediaDescription loudspeaker) {
        return loudspeaker.formats().stream()
                .filter(MediaChoice::isSpeech)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSpeech(RtpFormat format) {
        return (format.encoding().equals("PCMU") || format.encoding().equals("PCMA")) && format.clockRate() > 0;
    }

    private static String names(List<MediaDescription> media) {
        return media.stream()
                .flatMap(each -> each.formats().stream())
                .map(MediaChoice::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String name(RtpFormat format) {
        return format.encoding().isEmpty() ? format.toString() : format.encoding();
    }
}
