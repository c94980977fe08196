package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.http.Ranges.Choice;
import io.camkit.http.Ranges.Thing;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    private static final Thing THING = new Thing(1000, "\"v1\"", Instant.parse("2026-03-01T12:00:00.5Z"));
    private static final String ITS_DATE = "Sun, 1 Mar 2026 12:00:00 GMT";
    private static final String EARLIER = "Sun, 1 Mar 2026 11:59:59 GMT";

    private static Choice choose(String... headers) {
        var map = new java.util.HashMap<String, String>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return Ranges.choose(THING, map::get);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=0-,0,999",
        "bytes=10-19,10,19",
        "bytes=990-5000,990,999",
        "bytes=-1,999,999",
        "bytes=-5000,0,999"
    })
    void oneRangeIsServed(String range, long first, long last) {
        assertEquals(new Choice.Part(first, last), choose("Range", range));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=5000-6000", "bytes=-0"})
    void aRangeBehindTheEndIsRefused(String range) {
        assertEquals(new Choice.Unsatisfiable(), choose("Range", range));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=5-4",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=0-1,5-6",
                "lines=0-1",
                "bytes=99999999999999999999-",
                "bytes=--1"
            })
    void whatIsNoSingleRangeIsIgnored(String range) {
        assertEquals(new Choice.Whole(), choose("Range", range));
    }

    @Test
    void anEmptyThingHasNoRange() {
        var empty = new Thing(0, "\"v\"", null);

        assertEquals(new Choice.Unsatisfiable(), Ranges.choose(empty, Map.of("Range", "bytes=0-")::get));
        assertEquals(new Choice.Unsatisfiable(), Ranges.choose(empty, Map.of("Range", "bytes=-5")::get));
    }

    @Test
    void aRangeOfSomethingElseIsTheWholeThing() {
        assertEquals(new Choice.Part(0, 1), choose("Range", "bytes=0-1", "If-Range", "\"v1\""));
        assertEquals(new Choice.Part(0, 1), choose("Range", "bytes=0-1", "If-Range", ITS_DATE));
        assertEquals(new Choice.Whole(), choose("Range", "bytes=0-1", "If-Range", "\"v0\""));
        assertEquals(new Choice.Whole(), choose("Range", "bytes=0-1", "If-Range", "W/\"v1\""));
        assertEquals(new Choice.Whole(), choose("Range", "bytes=0-1", "If-Range", EARLIER));
    }

    @Test
    void whoHasItIsNotSentIt() {
        assertEquals(new Choice.NotModified(), choose("If-None-Match", "\"v0\", W/\"v1\""));
        assertEquals(new Choice.NotModified(), choose("If-None-Match", "*"));
        assertEquals(new Choice.NotModified(), choose("If-Modified-Since", ITS_DATE));
        assertEquals(new Choice.Whole(), choose("If-Modified-Since", EARLIER));
    }

    @Test
    void theTagCountsBeforeTheDate() {
        assertEquals(new Choice.Whole(), choose("If-None-Match", "\"v0\"", "If-Modified-Since", ITS_DATE));
    }

    @Test
    void whoTakesItForAnotherVersionIsTold() {
        assertEquals(new Choice.Changed(), choose("If-Match", "\"v0\""));
        assertEquals(new Choice.Whole(), choose("If-Match", "\"v1\""));
    }
}
