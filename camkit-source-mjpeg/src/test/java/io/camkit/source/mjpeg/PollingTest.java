package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static String condition(Polling polling) {
        HttpHeaders request = new DefaultHttpHeaders();
        polling.condition(request);
        return request.isEmpty()
                ? ""
                : request.entries().get(0).getKey() + ": "
                        + request.entries().get(0).getValue();
    }

    private static HttpHeaders answer(String etag, String modified) {
        HttpHeaders answer =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        if (!etag.isEmpty()) {
            answer.set("ETag", etag);
        }
        if (!modified.isEmpty()) {
            answer.set("Last-Modified", modified);
        }
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1000, \"1\", x, if-none-match: \"1\"",
                "500, W/\"a\", '', if-none-match: W/\"a\"",
                "1000, '', x, if-modified-since: x",
                "500, '', x, ''",
                "1000, caf\u00e9, '', ''",
                "1000, '\"a\u0001b\"', '', ''",
                "1000, '', '', ''",
            })
    void theConditionIsWhatTheServerCanJudge(int everyMillis, String etag, String modified, String condition) {
        Polling polling = new Polling(Duration.ofMillis(everyMillis));
        assertEquals("", condition(polling));
        polling.shown(answer(etag, modified));

        assertEquals(condition, condition(polling));
    }

    @Test
    void aLongValidatorIsNotRepeated() {
        Polling polling = new Polling(SECOND);
        polling.shown(answer("\"" + "a".repeat(300) + "\"", ""));

        assertEquals("", condition(polling));
    }

    @Test
    void theTimeOfTheAnswerCounts() {
        Polling polling = new Polling(SECOND);

        assertEquals(Duration.ofMillis(700), polling.pause(300_000_000));
        assertEquals(Duration.ZERO, polling.pause(1_100_000_000));
    }

    @Test
    void aPictureThatIsWantedIsAskedForAtOnceAndWithoutConditionUntilItCame() {
        Polling polling = new Polling(SECOND);
        polling.shown(answer("\"1\"", ""));
        polling.want();
        assertEquals("", condition(polling));
        assertTrue(polling.pause(0).isZero());

        polling.shown(answer("\"1\"", ""));

        assertEquals("if-none-match: \"1\"", condition(polling));
        assertEquals(SECOND, polling.pause(0));
    }
}
