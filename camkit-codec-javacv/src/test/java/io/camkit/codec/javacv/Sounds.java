package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.media.aac.AudioSpecificConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Sound for tests: packets of what a function of time says, and what is heard of packets. */
final class Sounds {
    /** Where every lane begins, in seconds. */
    static final int START_SECONDS = 100;

    private static final int CHUNK = 480;

    /** One packet. */
    static final class Packet {
        private final long pts;
        private final byte[] bytes;

        /** @param pts in samples */
        Packet(long pts, byte[] bytes) {
            this.pts = pts;
            this.bytes = bytes;
        }

        long pts() {
            return pts;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** What is heard of packets: the first sample is at {@code START_SECONDS}; what is before is left out. */
    static final class Heard {
        private final float[] samples;
        private final int rate;

        Heard(float[] samples, int rate) {
            this.samples = samples;
            this.rate = rate;
        }

        /** How loud {@code hertz} alone is between two moments, as the amplitude of a sine. */
        double amplitude(double hertz, double fromSeconds, double toSeconds) {
            double cos = 0;
            double sin = 0;
            int from = (int) (fromSeconds * rate);
            int to = (int) (toSeconds * rate);
            for (int i = from; i < to; i++) {
                cos += samples[i] * Math.cos(2 * Math.PI * hertz * i / rate);
                sin += samples[i] * Math.sin(2 * Math.PI * hertz * i / rate);
            }
            return 2 * Math.hypot(cos, sin) / (to - from);
        }

        /** How loud all is between two moments, as the amplitude of a sine of that power. */
        double amplitude(double fromSeconds, double toSeconds) {
            double power = 0;
            int from = (int) (fromSeconds * rate);
            int to = (int) (toSeconds * rate);
            for (int i = from; i < to; i++) {
                power += samples[i] * samples[i];
            }
            return Math.sqrt(2 * power / (to - from));
        }

        /** When it is first louder than so much, in seconds; NaN if it never is. */
        double firstLouderThan(double level) {
            for (int i = 0; i < samples.length; i++) {
                if (Math.abs(samples[i]) > level) {
                    return (double) i / rate;
                }
            }
            return Double.NaN;
        }

        double seconds() {
            return (double) samples.length / rate;
        }
    }

    private Sounds() {}

    /** A lane as cameras send it. */
    static Track track(Codec codec, int rate, int channels) {
        Track track = Track.audio(codec, rate, channels);
        return codec == Codec.AAC
                ? track.withParameterSets(List.of(AudioSpecificConfig.lowComplexity(rate, channels)))
                : track;
    }

    static DoubleUnaryOperator tone(double hertz, double amplitude) {
        return seconds -> amplitude * Math.sin(2 * Math.PI * hertz * seconds);
    }

    /** Packets of {@code signal}, a function of seconds from the start, in every channel. */
    static List<Packet> packets(Track track, DoubleUnaryOperator signal, double seconds) {
        List<Packet> packets = new ArrayList<>();
        AVFrame frame = av_frame_alloc();
        try (SoundEncoder encoder = new SoundEncoder(track)) {
            frame.nb_samples(CHUNK)
                    .format(encoder.context().sample_fmt())
                    .sample_rate(track.clockRate())
                    .ch_layout(encoder.context().ch_layout());
            av_frame_get_buffer(frame, 0);
            encoder.restartAt((long) START_SECONDS * track.clockRate());
            for (int n = 0; n < seconds * track.clockRate(); n += CHUNK) {
                av_frame_make_writable(frame);
                fill(frame, track, n, signal);
                encoder.encode(frame, (pts, bytes) -> packets.add(new Packet(pts, copy(bytes))));
            }
        } finally {
            av_frame_free(frame);
        }
        return packets;
    }

    private static void fill(AVFrame frame, Track track, int first, DoubleUnaryOperator signal) {
        boolean planar = frame.format() == AV_SAMPLE_FMT_FLTP;
        for (int channel = 0; channel < track.channels(); channel++) {
            ByteBuffer plane = frame.data(planar ? channel : 0)
                    .capacity(frame.linesize(0))
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            for (int i = 0; i < CHUNK; i++) {
                double value = signal.applyAsDouble((double) (first + i) / track.clockRate());
                if (planar) {
                    plane.putFloat(Float.BYTES * i, (float) value);
                } else {
                    plane.putShort(
                            Short.BYTES * (i * track.channels() + channel), (short) Math.rint(value * Short.MAX_VALUE));
                }
            }
        }
    }

    /** A packet of AAC-LC, 48 kHz, one channel, with the header that files have (ISO/IEC 13818-7, section 6.2). */
    static byte[] adts(Packet packet) {
        int length = 7 + packet.bytes().length;
        return ByteBuffer.allocate(length)
                .putShort((short) 0xfff1)
                .put((byte) 0x4c)
                .putInt(0x40 << 24 | length << 13 | 0x1ffc)
                .put(packet.bytes())
                .array();
    }

    /** Samples of 16 bits, one channel, least significant byte first. */
    static Heard pcm(byte[] bytes, int rate) {
        float[] samples = new float[bytes.length / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            int sample = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
            samples[i] = sample / (float) Short.MAX_VALUE;
        }
        return new Heard(samples, rate);
    }

    static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    /** What the first channel says, each packet at its own time. */
    static Heard heard(Track track, List<Packet> packets) {
        long start = (long) START_SECONDS * track.clockRate();
        float[] samples = new float[0];
        try (SoundDecoder decoder = new SoundDecoder(track)) {
            for (Packet packet : packets) {
                decoder.room(packet.bytes().length).put(packet.bytes());
                if (decoder.decode()) {
                    samples = put(samples, Math.toIntExact(packet.pts() - start), decoder.samples());
                }
            }
        }
        return new Heard(samples, track.clockRate());
    }

    private static float[] put(float[] samples, int index, AVFrame frame) {
        int count = frame.nb_samples();
        float[] longer = Arrays.copyOf(samples, Math.max(samples.length, index + count));
        boolean floats = frame.format() == AV_SAMPLE_FMT_FLTP;
        ByteBuffer plane =
                frame.data(0).capacity(frame.linesize(0)).asByteBuffer().order(ByteOrder.nativeOrder());
        int step = floats ? 1 : frame.ch_layout().nb_channels();
        for (int i = Math.max(0, -index); i < count; i++) {
            longer[index + i] = floats
                    ? plane.getFloat(Float.BYTES * i)
                    : plane.getShort(Short.BYTES * i * step) / (float) Short.MAX_VALUE;
        }
        return longer;
    }
}
