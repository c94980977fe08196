package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;

/** Which reader reads which encoding. */
final class PayloadReaders {
    private static final int OPUS_CLOCK_RATE = 48_000;
    private static final int MAX_CHANNELS = 8;

    private PayloadReaders() {}

    static boolean reads(RtpFormat format) {
        boolean video = format.clockRate() > 0;
        boolean audio = video && format.channels() <= MAX_CHANNELS;
        return switch (format.encoding()) {
            case "H264", "H265", "JPEG" -> video;
            case "PCMU", "PCMA" -> audio;
            case "OPUS" -> format.clockRate() == OPUS_CLOCK_RATE;
            case "MPEG4-GENERIC" -> audio && AacFormat.of(format).isPresent();
            default -> false;
        };
    }

    static RtpReceiver receiver(
            MediaDescription media, int window, FrameAllocator allocator, Depacketizer.Output output) {
        RtpFormat format = media.formats().stream()
                .filter(PayloadReaders::reads)
                .findFirst()
                .orElseThrow(() -> new CamkitException(
                        "CK-3103",
                        "no part of camkit reads " + media.kind() + " in " + media.formats(),
                        "",
                        "set the camera to H.264.",
                        Retry.RETRY_SLOWLY));
        PayloadReader reader = reader(format, media.frameRate(), allocator, output);
        return new RtpReceiver(format.payloadType(), window, reader, output);
    }

    private static PayloadReader reader(
            RtpFormat format, double frameRate, FrameAllocator allocator, Depacketizer.Output output) {
        int clockRate = format.clockRate();
        return switch (format.encoding()) {
            case "H264" -> new AccessUnits(new H264Format(format, frameRate), format, allocator, output);
            case "H265" -> new AccessUnits(new H265Format(format, frameRate), format, allocator, output);
            case "JPEG" -> new JpegReader(clockRate, frameRate, allocator, output);
            case "PCMU" -> sound(Track.audio(Codec.PCMU, clockRate, format.channels()), allocator, output);
            case "PCMA" -> sound(Track.audio(Codec.PCMA, clockRate, format.channels()), allocator, output);
            case "OPUS" -> sound(Track.audio(Codec.OPUS, clockRate, opusChannels(format)), allocator, output);
            case "MPEG4-GENERIC" ->
                new AacReader(
                        AacFormat.of(format).orElseThrow(), new SoundFrames(clockRate, allocator, output), allocator);
            default -> throw new IllegalArgumentException(format + " is none of those that can be read");
        };
    }

    private static PayloadReader sound(Track track, FrameAllocator allocator, Depacketizer.Output output) {
        return new SoundReader(track, new SoundFrames(track.clockRate(), allocator, output));
    }

    /** The description always says two (RFC 7587, section 7); whether it is stereo is said elsewhere (section 6.1). */
    private static int opusChannels(RtpFormat format) {
        return format.parameters().getOrDefault("sprop-stereo", "0").strip().equals("1") ? 2 : 1;
    }
}
