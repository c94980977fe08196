package io.camkit.server.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DotEnvFuzzTest {
    @FuzzTest
    void everyLineIsAValueOrAFaultOrNothing(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<Fault> faults = new ArrayList<>();

        Map<String, Setting> values = DotEnv.parse(".env", text, faults);

        assertTrue(values.size() + faults.size() <= text.lines().count());
    }
}
