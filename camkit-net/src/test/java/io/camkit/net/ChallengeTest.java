package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    @Test
    void aFieldMayCarryManyChallenges() {
        assertEquals(
                List.of(
                        new Challenge("newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")),
                        new Challenge("basic", Map.of("realm", "simple"))),
                Challenge.parse(
                        "Newauth realm=\"apps\", type=1,  title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\""));
    }

    @Test
    void blanksAroundEqualsAndEmptyListElementsAreSkipped() {
        assertEquals(
                List.of(new Challenge("digest", Map.of("realm", "a", "nonce", "b"))),
                Challenge.parse(", Digest realm = \"a\" ,, nonce= b,"));
    }

    @Test
    void parametersAreFoundWhateverTheirCase() {
        assertEquals("x", Challenge.parse("DIGEST Nonce=x").get(0).get("nonce"));
    }

    @Test
    void ofARepeatedParameterTheFirstCounts() {
        assertEquals("1", Challenge.parse("Digest nonce=1, nonce=2").get(0).get("nonce"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "=", "\"", "a=\"", "realm=\"x\"", "\"a\" \"b\""})
    void whatIsNoChallengeHasNoParameters(String field) {
        for (Challenge challenge : Challenge.parse(field)) {
            assertEquals(Map.of(), challenge.parameters());
        }
    }

    @Test
    void whatExceedsALimitIsLeftOut() {
        assertEquals(List.of(), Challenge.parse("Basic realm=\"" + "x".repeat(5000) + "\""));
        assertEquals(List.of(), Challenge.parse("Basic a=b, ".repeat(20)));
        String many =
                "Digest " + String.join(", ", Collections.nCopies(40, "a")).replace("a", "a=b");
        assertEquals(1, Challenge.parse(many).get(0).parameters().size());
    }
}
