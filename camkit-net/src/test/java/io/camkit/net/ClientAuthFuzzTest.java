package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.Credentials;
import java.util.List;

class ClientAuthFuzzTest {
    @FuzzTest
    void noChallengeDrawsThePasswordOutAsItIs(FuzzedDataProvider data) {
        var auth = new ClientAuth(Credentials.of("user", "pa55word"), () -> 42);
        List<String> fields = List.of(data.consumeString(200), data.consumeRemainingAsString());
        if (fields.toString().contains("pa55word")) {
            return; // a server that says it is told what it said
        }

        auth.challenged(fields);
        auth.challenged(fields);

        String answer = auth.authorization("GET", "/").orElse("");
        assertTrue(!answer.contains("pa55word"), answer);
    }
}
