package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.http.Ranges.Choice;
import io.camkit.http.Ranges.Thing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class RangesFuzzTest {
    private static final List<String> CONDITIONS =
            List.of("If-Range", "If-None-Match", "If-Modified-Since", "If-Match");

    @FuzzTest
    void aPartLiesInsideTheThingWhateverElseIsSaid(FuzzedDataProvider data) {
        long length = data.consumeLong(0, Long.MAX_VALUE);
        Map<String, String> headers = new HashMap<>();
        headers.put("Range", "bytes=" + data.consumeString(60));
        for (String condition : CONDITIONS) {
            if (data.consumeBoolean()) {
                headers.put(condition, data.consumeString(40));
            }
        }

        Choice choice = Ranges.choose(new Thing(length, "\"tag\"", Instant.EPOCH), headers::get);

        if (choice instanceof Choice.Part part) {
            assertTrue(part.first() >= 0 && part.first() <= part.last() && part.last() < length);
        }
    }
}
