package io.camkit.source.rtsp;

import io.camkit.Codec;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A clip of every codec, made when it is first asked for. */
final class CodecClips {
    private final Path folder;
    private final Map<Codec, Path> clips = new EnumMap<>(Codec.class);

    CodecClips(Path folder) {
        this.folder = folder;
    }

    GstRtspServer.Setup server(Codec video, Codec sound) {
        return GstRtspServer.of(video, clip(video)).sound(sound, clip(sound));
    }

    private Path clip(Codec codec) {
        return clips.computeIfAbsent(codec, this::make);
    }

    private Path make(Codec codec) {
        Path file = folder.resolve("clip." + codec);
        return switch (codec) {
            case H264 -> Ffmpeg.h264(file, CodecCell.WIDTH, CodecCell.HEIGHT, 25, 25, 50);
            case H265 -> Ffmpeg.h265(file, CodecCell.WIDTH, CodecCell.HEIGHT, 25, 25, 50);
            case JPEG -> Ffmpeg.mjpeg(file, CodecCell.WIDTH, CodecCell.HEIGHT, 25, 50);
            default -> Ffmpeg.sound(file, codec, 2);
        };
    }
}
