package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
    @Test
    void membersAreReadAsTheyAreWritten() throws Exception {
        assertEquals(
                Map.of("type", "done", "id", "7", "ok", "true", "why", "", "x", "-1.5e3"),
                FlatJson.parse(" { \"type\" : \"done\",\"id\":7,\n\"ok\":true , \"why\":\"\",\"x\":-1.5e3 } "));
        assertEquals(Map.of(), FlatJson.parse("{}"));
    }

    @Test
    void escapesAreWhatTheyStandFor() throws Exception {
        assertEquals(
                Map.of("a\"b", "\\/\b\f\n\r\té"), FlatJson.parse("{\"a\\\"b\":\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1} x",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":nul}",
                "{\"a\":\"b",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\",
                "{\"a\":\"\n\"}",
                "{\"a\":1 \"b\":2}",
                "{,}"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(FlatJson.MalformedException.class, () -> FlatJson.parse(text));
    }

    @Test
    void thereIsAnEndToMembers() {
        StringBuilder many = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 20; i++) {
            many.append(",\"m").append(i).append("\":1");
        }

        assertThrows(
                FlatJson.MalformedException.class,
                () -> FlatJson.parse(many.append('}').toString()));
    }
}
