package io.camkit.codec.javacv;

import io.camkit.testkit.Mutations;
import io.camkit.testkit.SourceProbe;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes frames of FFmpeg's packets, with thousands of damaged ones. */
@Tag("proof")
class InputReadersProof {
    private static final int INPUTS = 5000;

    @ParameterizedTest
    @ValueSource(strings = {"h264-lengths", "h264-start-codes", "h265-lengths", "jpeg", "aac-adts", "aac-raw"})
    void damagedPacketsAreRefusedOrRead(String name) throws IOException {
        System.out.println(Mutations.of("packets, " + name, seed(name)).check(INPUTS, (input, memory) -> {
            SourceProbe probe = SourceProbe.over(memory);
            Lanes lanes = new Lanes(probe, new InputFaults("proof", ""), null);
            try {
                LanesFuzzTest.read(input, lanes);
            } finally {
                lanes.close();
            }
            List<String> broken = probe.brokenRules();
            if (!broken.isEmpty()) {
                throw new AssertionError(broken);
            }
        }));
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream file = InputReadersProof.class.getResourceAsStream("LanesFuzzTestInputs/" + name)) {
            return file.readAllBytes();
        }
    }
}
