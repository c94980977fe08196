package io.camkit.source.mjpeg;

import io.camkit.testkit.Mutations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged multipart bodies, with and without announced lengths. */
@Tag("proof")
class MultipartMutationProof {
    private static final int COUNT = 5000;
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3, (byte) 0xFF, (byte) 0xD9};

    private static byte[] body(String lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int part = 0; part < 3; part++) {
            all.writeBytes(
                    ("--frame\r\nContent-Type: image/jpeg\r\n" + lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(JPEG);
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return all.toByteArray();
    }

    @Test
    void damagedBodies() {
        System.out.println(Mutations.of("multipart bodies", body("Content-Length: " + JPEG.length + "\r\n"), body(""))
                .check(
                        COUNT,
                        (input, memory) -> new MultipartParser(
                                        "frame", new HttpFaults("http://cam/"), new MultipartParserTest.Collected())
                                .parse(input)));
    }
}
