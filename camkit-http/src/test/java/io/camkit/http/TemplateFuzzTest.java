package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class TemplateFuzzTest {
    @FuzzTest
    void whatATemplateMatchesItTellsBack(FuzzedDataProvider data) {
        String text = data.consumeString(40);
        List<String> segments = List.of(data.consumeRemainingAsString().split("/", -1));
        try {
            Template template = new Template("/" + text + "/{rest...}");
            var variables = template.match(segments);
            if (variables != null) {
                assertEquals(true, String.join("/", segments).endsWith(variables.getOrDefault("rest", "")));
            }
        } catch (IllegalArgumentException e) {
            // not a template
        }
    }
}
