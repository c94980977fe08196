package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.http.Ranges.Choice;
import io.camkit.http.Ranges.Thing;
import java.time.Instant;
import java.util.Map;

class RangesFuzzTest {
    @FuzzTest
    void aPartLiesInsideTheThing(FuzzedDataProvider data) {
        long length = data.consumeLong(0, Long.MAX_VALUE);
        Map<String, String> headers =
                Map.of("Range", "bytes=" + data.consumeString(60), "If-Range", data.consumeString(40));

        Choice choice = Ranges.choose(new Thing(length, "\"tag\"", Instant.EPOCH), headers::get);

        if (choice instanceof Choice.Part part) {
            assertTrue(part.first() >= 0 && part.first() <= part.last() && part.last() < length);
        }
    }

    @FuzzTest
    void anyDateOrTagIsReadOrIgnored(FuzzedDataProvider data) {
        Map<String, String> headers = Map.of(
                "If-None-Match", data.consumeString(40),
                "If-Modified-Since", data.consumeString(40),
                "If-Match", data.consumeString(40));

        Ranges.choose(new Thing(1, "\"tag\"", Instant.EPOCH), headers::get);
    }
}
