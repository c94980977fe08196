package io.camkit.server.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class ConfigReaderFuzzTest {
    @FuzzTest
    void anyFileIsAConfigurationOrAListOfFaults(byte[] bytes) {
        try {
            new Reading().of(new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidConfiguration e) {
            // the only exception there may be
        }
    }
}
