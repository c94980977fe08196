package io.camkit.source.esp32;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class FlatJsonFuzzTest {
    @FuzzTest
    void anyTextIsAnObjectOrIsRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            FlatJson.parse(text).forEach((name, value) -> {
                if (name.length() + value.length() > text.length()) {
                    throw new AssertionError("more came out than went in");
                }
            });
        } catch (FlatJson.MalformedException e) {
            // as it should be
        }
    }
}
