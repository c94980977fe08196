package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.media.jpeg.JpegScanner;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decoded pictures for code that works on {@link BufferedImage}.
 *
 * <p>Ask a camera for {@code Want.of(Codec.I420, Codec.JPEG)} and give every frame to {@link #image}. A camera of JPEGs then needs no
 * FFmpeg; with {@code Want.of(Codec.I420)} FFmpeg decodes those too, outside this JVM.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Pictures {
    private Pictures() {}

    /**
     * A picture of a frame, as {@link BufferedImage#TYPE_INT_RGB}, which belongs to the caller. It costs four bytes a pixel, and of the
     * calling thread about 8 ms for 1280x720 of I420, 3 ms of GRAY8, and 15 ms of JPEG. I420 and GRAY8 are read in Java; JPEGs by the JDK's
     * own reader, which is native code in this process: of a camera that nobody trusts, ask for I420.
     *
     * @param frame of I420, GRAY8 or JPEG; borrowed for the call
     * @throws CamkitException {@code CK-4107} if a JPEG is damaged or larger than {@link JpegScanner#MAX_PIXELS}
     * @throws IllegalArgumentException if the frame is of another codec, or has more or fewer bytes than its track says
     */
    public static BufferedImage image(Frame frame) {
        return switch (frame.track().codec()) {
            case I420 -> {
                Matrix matrix = Matrix.of(frame.track());
                yield raw(
                        frame, (planes, width, height, pixels) -> YuvToRgb.i420(planes, width, height, matrix, pixels));
            }
            case GRAY8 -> raw(frame, YuvToRgb::gray);
            case JPEG -> jpeg(frame);
            default ->
                throw new IllegalArgumentException(frame.track() + " is not decoded; ask the camera for " + Codec.I420
                        + ", " + Codec.GRAY8 + " or " + Codec.JPEG);
        };
    }

    private interface Painter {
        void paint(ByteBuffer planes, int width, int height, int[] pixels);
    }

    private static BufferedImage raw(Frame frame, Painter painter) {
        int width = frame.track().width();
        int height = frame.track().height();
        long expected = (long) width * height;
        if (frame.track().codec() == Codec.I420) {
            expected += 2L * ((width + 1) / 2) * ((height + 1) / 2);
        }
        if (frame.size() != expected || expected == 0) {
            throw new IllegalArgumentException(frame.track() + " takes " + expected + " bytes, not " + frame.size());
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        painter.paint(frame.asBuffer(), width, height, pixels);
        return image;
    }

    private static BufferedImage jpeg(Frame frame) {
        ByteBuffer bytes = frame.asBuffer();
        if (new JpegScanner().scan(bytes) != JpegScanner.Verdict.WHOLE) {
            throw CodecFaults.pictureUnreadable(frame, "it is not whole, or too large");
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(copy))) {
            reader.setInput(input, true, true);
            return inRgb(reader.read(0));
        } catch (IOException | RuntimeException e) {
            throw CodecFaults.pictureUnreadable(frame, String.valueOf(e.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage inRgb(BufferedImage image) {
        BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return result;
    }
}
