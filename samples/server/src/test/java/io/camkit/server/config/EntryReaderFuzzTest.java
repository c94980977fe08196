package io.camkit.server.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class EntryReaderFuzzTest {
    @FuzzTest
    void anyRequestIsACameraOrAListOfFaults(byte[] bytes) {
        EntryReader reader = new EntryReader(new Reading.Plugins());
        String request = new String(bytes, StandardCharsets.UTF_8);
        try {
            reader.idIn(request);
            reader.read(request, Optional.empty(), Optional.empty());
        } catch (InvalidConfiguration e) {
            // the only exception there may be
        }
    }
}
