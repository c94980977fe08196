package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import java.nio.ByteBuffer;

class MultipartParserFuzzTest {
    @FuzzTest
    void anyBodyHasTheSamePartsHoweverItIsCut(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 64);
        String announced = ContentType.parse(data.consumeString(40)).boundary();
        byte[] body = data.consumeRemainingAsBytes();

        assertEquals(parts(Math.max(1, body.length), announced, body), parts(size, announced, body));
    }

    private static String parts(int size, String announced, byte[] body) {
        var parts = new MultipartParserTest.Collected();
        var parser = new MultipartParser(announced, new HttpFaults("http://cam/"), parts);
        String end = "";
        try {
            for (int at = 0; at < body.length; at += size) {
                parser.parse(ByteBuffer.wrap(body, at, Math.min(size, body.length - at)));
            }
        } catch (CamkitException e) {
            end = e.code();
        }
        return parts.all + " " + parts.skipped + " " + end;
    }
}
