package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    @ParameterizedTest
    @CsvSource({
        "'[h264 @ 0x7f38cc1ea7c0] error while decoding MB 3 4\n', [h264] error while decoding MB 3 4",
        "rtsp://viewer:geheim@10.0.0.5/stream1: timed out, rtsp://***@10.0.0.5/stream1: timed out",
        "http://a:b@c@10.0.0.5/x, http://***@10.0.0.5/x",
        "srt://10.0.0.5:9000?passphrase=abcdefghij&mode=caller, srt://10.0.0.5:9000?passphrase=***&mode=caller",
        "'Authorization: Basic dmlld2VyOg==', 'Authorization: ***'",
        "'a\u0007b\r\nc', a b c"
    })
    void secretsAddressesAndControlCharactersAreLeftOut(String said, String line) {
        assertEquals(line, LogLine.clean(said));
    }

    @Test
    void aLongLineIsCut() {
        assertTrue(LogLine.clean("x".repeat(10_000)).length() <= 301);
    }
}
