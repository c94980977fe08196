package io.camkit.sink.hls;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.mp4.FragmentedMp4;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** One configuration of a camera as MP4, for all its viewers. */
final class LiveTrack {
    private final Track track;
    private final FragmentedMp4 mp4;
    private final LiveTimes times;

    /** @throws CamkitException if MP4 cannot carry it */
    LiveTrack(Track track) {
        this.track = track;
        this.mp4 = new FragmentedMp4(List.of(track));
        this.times = new LiveTimes(track);
    }

    Track track() {
        return track;
    }

    /** The text message that begins this configuration. */
    String description() {
        return "{\"mime\":\"" + mp4.mimeType().replace("\"", "\\\"") + "\",\"tracks\":[{\"kind\":\"video\",\"codec\":\""
                + track.codec().name().toLowerCase(Locale.ROOT) + "\",\"width\":" + track.width() + ",\"height\":"
                + track.height() + ",\"framesPerSecond\":" + track.frameRate() + "}]}";
    }

    ByteBuf initSegment() {
        return Unpooled.wrappedBuffer(mp4.initSegment());
    }

    /** One thread at a time. */
    ByteBuf fragment(Frame frame) {
        int room = mp4.sizeOf(frame);
        ByteBuf fragment = ByteBufAllocator.DEFAULT.directBuffer(room, room);
        try {
            ByteBuffer target = fragment.nioBuffer(0, room);
            times.see(frame.dts());
            mp4.write(frame, times.decodeTime(frame.dts()), times.duration(), target);
            return fragment.writerIndex(target.position());
        } catch (RuntimeException e) {
            fragment.release();
            throw e;
        }
    }
}
