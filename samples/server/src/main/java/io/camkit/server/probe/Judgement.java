package io.camkit.server.probe;

import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.server.probe.Finding.State;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a stream means for those who will watch it. */
final class Judgement {
    private static final double LONG_GROUP_SECONDS = 4.5;
    private static final double UNEVEN = 1.5;
    private static final double MEGA = 1e6;

    /** Profiles by profile_idc (ITU-T H.264, annex A.2). */
    private static final Map<Integer, String> PROFILES = Map.of(
            66,
            "Baseline",
            77,
            "Main",
            88,
            "Extended",
            100,
            "High",
            110,
            "High 10",
            122,
            "High 4:2:2",
            244,
            "High 4:4:4");

    private static final List<String> PLAYABLE = List.of("Baseline", "Main", "High");

    private Judgement() {}

    /**
     * Whether browsers can show it.
     *
     * @param file whether it is one, which has no camera's settings
     */
    static Finding playable(Measured measured, boolean file) {
        Track video = measured.video();
        if (video == null) {
            return Finding.skipped(Probe.PLAYABLE);
        }
        String sound = sound(measured.audio());
        return switch (video.codec()) {
            case JPEG -> found("yes: JPEG, as MJPEG" + sound);
            case H264 -> h264(profile(video), sound, file);
            case H265 ->
                advice(
                        Probe.PLAYABLE,
                        null,
                        "hardly: H.265" + sound,
                        "CK-6131",
                        "most browsers need H.264: "
                                + (file
                                        ? "convert the file to it"
                                        : "set the camera's stream to H.264, or use its second stream"));
            default ->
                advice(
                        Probe.PLAYABLE,
                        null,
                        "no: " + video.codec() + sound,
                        "CK-6131",
                        file ? "convert the file to H.264" : "set the camera's stream to H.264 or MJPEG");
        };
    }

    private static Finding h264(String profile, String sound, boolean file) {
        if (profile.isEmpty() || PLAYABLE.contains(profile)) {
            return found("yes: " + ("H.264 " + profile).strip() + sound);
        }
        return advice(
                Probe.PLAYABLE,
                null,
                "hardly: H.264 " + profile + sound,
                "CK-6132",
                (file ? "convert the file to" : "set the camera's H.264 profile to") + " Baseline, Main or High");
    }

    private static Finding found(String detail) {
        return new Finding(Probe.PLAYABLE, State.OK, null, detail, null, null);
    }

    /** The profile that the sequence parameter set names; empty when there is none yet. */
    private static String profile(Track video) {
        for (ByteBuffer set : video.parameterSets()) {
            if (set.remaining() > 1 && (set.get(set.position()) & 0x1f) == 7) {
                int profile = set.get(set.position() + 1) & 0xff;
                return PROFILES.getOrDefault(profile, "profile " + profile);
            }
        }
        return "";
    }

    private static String sound(@Nullable Track audio) {
        if (audio == null) {
            return ", no sound";
        }
        boolean telephone = audio.codec() == Codec.PCMU || audio.codec() == Codec.PCMA;
        return telephone ? ", sound as G.711, which browsers take over WebRTC alone" : ", sound as " + audio.codec();
    }

    /**
     * How it is sent.
     *
     * @param file whether it is one: then it is as it is
     */
    static Finding measured(Measured measured, long millis, boolean file) {
        Track video = measured.video();
        if (video == null) {
            return Finding.skipped(Probe.MEASURED);
        }
        if (measured.frames() == 1) {
            return Finding.ok(Probe.MEASURED, millis, "one picture, and no other within " + millis / 1000 + " s");
        }
        String rate = String.format(
                Locale.ROOT, "%.1f fps, %.2f Mbit/s", measured.framesPerSecond(), measured.bitsPerSecond() / MEGA);
        if (video.codec().everyFrameKey()) {
            return Finding.ok(Probe.MEASURED, millis, rate);
        }
        double longest = measured.longestSeconds();
        if (measured.groups() == 0) {
            String none = String.format(Locale.ROOT, "%s, no second key frame within %.1f s", rate, longest);
            if (file) {
                return Finding.ok(Probe.MEASURED, millis, none);
            }
            return advice(
                    Probe.MEASURED,
                    millis,
                    none,
                    "CK-6133",
                    "set the camera's key frame interval (GOP, I-frame) to 1 or 2 s, and its smart codec off");
        }
        String spread = String.format(
                Locale.ROOT,
                "%s, key frames %.1f to %.1f s apart",
                rate,
                measured.shortestSeconds(),
                measured.longestSeconds());
        if (longest > UNEVEN * measured.shortestSeconds() && longest - measured.shortestSeconds() > 1) {
            if (file) {
                return Finding.ok(Probe.MEASURED, millis, spread);
            }
            return advice(
                    Probe.MEASURED,
                    millis,
                    spread + ": probably the camera's smart codec is on",
                    "CK-6134",
                    "switch it off (Smart Codec, H.264+, Zipstream): viewers and recordings begin at key frames");
        }
        String even = String.format(
                Locale.ROOT, "%s, a key frame every %.1f s (%d frames)", rate, longest, measured.longestFrames());
        if (longest > LONG_GROUP_SECONDS && !file) {
            return advice(
                    Probe.MEASURED,
                    millis,
                    even + String.format(Locale.ROOT, ": GOP is %.0f s", longest),
                    "CK-6133",
                    "set the camera's key frame interval (GOP, I-frame) to 1 or 2 s: a viewer waits for one");
        }
        return Finding.ok(Probe.MEASURED, millis, even);
    }

    private static Finding advice(String step, @Nullable Long millis, String detail, String code, String mend) {
        return new Finding(step, State.ADVICE, millis, detail, code, mend);
    }
}
