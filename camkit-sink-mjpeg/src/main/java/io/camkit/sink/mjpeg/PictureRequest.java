package io.camkit.sink.mjpeg;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.StreamName;
import io.camkit.Want;
import io.camkit.http.Exchange;
import io.camkit.spi.Nullable;
import java.util.Optional;

/** What a visitor asks for in the query: {@code ?stream=sub&width=640&fps=5}. */
final class PictureRequest {
    private static final int MAX_WIDTH = 16384;
    private static final int MAX_FRAME_RATE = 240;

    private PictureRequest() {}

    /** What is wanted; empty when a parameter is wrong, and then the exchange is answered. */
    static Optional<Want> of(Exchange exchange) {
        try {
            return Optional.of(Want.of(Codec.JPEG)
                    .from(stream(exchange.query("stream").orElse(null)))
                    .maxWidth(width(exchange.query("width").orElse(null)))
                    .maxFrameRate(frameRate(exchange.query("fps").orElse(null))));
        } catch (CamkitException e) {
            exchange.problem(400, e.code(), e.what(), e.mend());
            return Optional.empty();
        }
    }

    private static StreamName stream(@Nullable String text) {
        if (text == null || text.equals("main")) {
            return StreamName.MAIN;
        }
        if (text.equals("sub")) {
            return StreamName.SUB;
        }
        throw wrong("stream", text, "`main` or `sub`");
    }

    private static int width(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (text.matches("\\d{1,5}")) {
            int pixels = Integer.parseInt(text);
            if (pixels > 0 && pixels <= MAX_WIDTH) {
                return pixels;
            }
        }
        throw wrong("width", text, "a number of pixels from 1 to " + MAX_WIDTH);
    }

    private static double frameRate(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (text.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            double framesPerSecond = Double.parseDouble(text);
            if (framesPerSecond > 0 && framesPerSecond <= MAX_FRAME_RATE) {
                return framesPerSecond;
            }
        }
        throw wrong("fps", text, "frames a second above 0 and up to " + MAX_FRAME_RATE);
    }

    private static CamkitException wrong(String name, String text, String expected) {
        String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
        return new CamkitException(
                "CK-5301",
                name + "=" + shown + " is not " + expected,
                "",
                "correct it or leave it out",
                CamkitException.Retry.GIVE_UP);
    }
}
