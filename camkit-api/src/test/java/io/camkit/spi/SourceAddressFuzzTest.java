package io.camkit.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import io.camkit.Credentials;
import java.util.Optional;

class SourceAddressFuzzTest {
    @FuzzTest
    void anyTextIsAnAddressOrARefusal(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            SourceAddress address = SourceAddress.parse(text, Optional.of(Credentials.of("viewer", "secret")));
            assertTrue(address.toString().startsWith(address.scheme()));
            assertTrue(address.query().size() <= text.length());
        } catch (CamkitException e) {
            // the only exception there may be
        }
    }
}
