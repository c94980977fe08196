package io.camkit.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DotEnvTest {
    private final List<Fault> faults = new ArrayList<>();

    @Test
    void namesAreReadWithQuotesExportAndComments() {
        assertEquals(Map.of("A", "1", "B", "two words", "C", "x # y", "D", "z", "E", "", "F", "a=b#c"), values("""
                        # a comment
                        A=1
                        export B = "two words"

                        C='x # y'  # why
                        D=z # why
                        E=
                        F=a=b#c
                        """));
        assertEquals(List.of(), faults);
    }

    @Test
    void aLineThatIsNotUnderstoodIsReportedAndTheOthersAreRead() {
        assertEquals(Map.of("A", "1"), values("what?\nA=1\n"));
        assertEquals(
                List.of(new Position(".env", 1, 1)),
                faults.stream().map(Fault::at).toList());
    }

    private Map<String, String> values(String text) {
        return DotEnv.parse(".env", text, faults).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
    }
}
