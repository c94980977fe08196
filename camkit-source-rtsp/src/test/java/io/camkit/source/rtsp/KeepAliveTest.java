package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAliveTest {
    private final KeepAlive alive = new KeepAlive();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTIONS, GET_PARAMETER, SET_PARAMETER | GET_PARAMETER",
                "play,set_parameter | SET_PARAMETER",
                "PLAY | OPTIONS",
                "'' | OPTIONS",
            })
    void theSignOfLifeIsWhatTheCameraOffers(String offered, String method) {
        alive.offered(answer(offered));

        assertEquals(method, alive.method());
    }

    @Test
    void whatIsRefusedIsNotSaidAgain() {
        alive.offered(answer("GET_PARAMETER"));
        alive.refused();
        assertEquals("OPTIONS", alive.method());

        alive.refused();
        assertEquals("OPTIONS", alive.method());
    }

    @Test
    void itIsDueTwiceInTheSessionsTimeout() {
        alive.begin(SessionHeader.parse("1;timeout=20"), 0);

        assertFalse(alive.isDue(seconds(9)));
        assertTrue(alive.isDue(seconds(10)));
        alive.asked(seconds(10));
        assertFalse(alive.isDue(seconds(19)));
        assertTrue(alive.isDue(seconds(20)));
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static RtspMessage answer(String offered) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Map.of("Public", List.of(offered)));
        return new RtspMessage(200, "OK", headers, "");
    }
}
