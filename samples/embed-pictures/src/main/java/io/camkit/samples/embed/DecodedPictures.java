package io.camkit.samples.embed;

import io.camkit.CamKit;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.SinkSpec;
import io.camkit.Want;
import io.camkit.codec.javacv.Pictures;
import io.camkit.spi.FrameSink;
import io.camkit.spi.Sink;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * Decoded pictures of any camera in code of one's own: {@code DecodedPictures rtsp://viewer:password@10.0.0.5/stream1} writes the colour
 * in the middle of two pictures a second. FFmpeg decodes them in a process of its own, and no more of them than are wanted.
 */
public final class DecodedPictures {
    private DecodedPictures() {}

    /** Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        watch(args[0], picture -> {
            int rgb = picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2);
            System.out.printf("%dx%d  #%06x%n", picture.getWidth(), picture.getHeight(), rgb & 0xffffff);
        });
    }

    static void watch(String camera, Consumer<BufferedImage> code) throws InterruptedException {
        try (CamKit kit = CamKit.create()) {
            kit.camera("door").from(camera).to(new PicturesTo(code)).start();
            kit.awaitClose();
        }
    }

    /** What a camera is told; it makes a sink of it. */
    record PicturesTo(Consumer<BufferedImage> code) implements SinkSpec {
        @Override
        public String name() {
            return "pictures";
        }

        @Override
        public Sink open() {
            return new FrameSink(Want.of(Codec.I420).maxWidth(640).maxFrameRate(2)) {
                @Override
                protected void onFrame(Frame frame) {
                    code.accept(Pictures.image(frame)); // a copy: it is yours, the frame is lent
                }
            };
        }
    }
}
