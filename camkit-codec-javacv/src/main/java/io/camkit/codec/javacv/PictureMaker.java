package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Scaler and encoder for decoded pictures of one form. One thread. */
final class PictureMaker implements AutoCloseable {
    private final PictureForm from;
    private final Track input;
    private final int matrix;
    private final PictureEncoder encoder;
    private final @Nullable Scaler scaler;

    PictureMaker(PictureForm from, Track input, PictureConversion conversion, int matrix, Output output) {
        this.from = from;
        this.input = input;
        this.matrix = matrix;
        encoder = encoder(conversion.track(input, from.size()), matrix, from.size(), conversion.unused(), output);
        scaler = from.equals(encoder.form()) ? null : scaler();
    }

    private static PictureEncoder encoder(Track track, int matrix, Size decoded, List<String> unused, Output output) {
        return switch (track.codec()) {
            case JPEG -> new JpegPictures(track, output);
            case H264 -> H264Pictures.by(unused, track, Matrix.numberOf(matrix, decoded), output);
            default -> new RawPictures(track, Matrix.of(matrix, decoded), output);
        };
    }

    private Scaler scaler() {
        try {
            return new Scaler(from, encoder.form());
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** Whether it is made for such pictures of such a track. */
    boolean makes(PictureForm form, Track track, int colours) {
        return form.equals(from)
                && colours == matrix
                && track.clockRate() == input.clockRate()
                && Double.compare(track.frameRate(), input.frameRate()) == 0;
    }

    void make(AVFrame picture, FrameHeader header, boolean asKeyFrame) {
        // without an odd last column or row
        picture.width(from.size().width());
        picture.height(from.size().height());
        encoder.encode(scaler == null ? picture : scaler.scale(picture), header, asKeyFrame);
    }

    @Override
    public void close() {
        if (scaler != null) {
            scaler.close();
        }
        encoder.close();
    }
}
