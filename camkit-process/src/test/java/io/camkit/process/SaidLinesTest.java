package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaidLinesTest {
    private final SaidLines said = new SaidLines();

    @Test
    void theFirstAndTheLastLinesAreKept() {
        say(IntStream.range(0, 1000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));

        List<String> lines = said.lines();
        assertEquals(60, lines.size());
        assertEquals("line 29", lines.get(29));
        assertEquals("line 970", lines.get(30));
        assertEquals("line 999", lines.get(59));
    }

    @Test
    void aLineMayComeInPieces() {
        say("ERROR: *** no cam");
        assertEquals(List.of("ERROR: *** no cam"), said.lines());
        say("eras ***\r\n\n");

        assertEquals(List.of("ERROR: *** no cameras ***"), said.lines());
    }

    @Test
    void ofAnEndlessLineTheBeginningIsKept() {
        say("x".repeat(1_000_000));

        assertEquals(1, said.lines().size());
        assertTrue(said.lines().get(0).length() <= 300);
    }

    private void say(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        said.add(bytes, bytes.length);
    }
}
