package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.KitOptions;
import io.camkit.Secret;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class Esp32Test {
    private static Esp32 read(String address, @Nullable Credentials user) {
        return Esp32.of(SourceAddress.parse(address, Optional.ofNullable(user)));
    }

    @Test
    void theTextFormIsTheSchemeAlone() {
        assertEquals(Esp32.device(), read("esp32:", null));
        assertEquals("esp32:", read("esp32:", null).describe());
    }

    @Test
    void credentialsWithoutAUserAreTheToken() {
        Esp32 read = read("esp32:", Credentials.token(Ingest.TOKEN));

        assertEquals(Ingest.spec(), read);
        assertFalse(read.toString().contains(Ingest.TOKEN));
    }

    @Test
    void defaultCredentialsMeanNothingToADeviceThatLogsIn() {
        assertEquals(Esp32.device(), read("esp32:", Credentials.of("viewer", "pw")));
    }

    @Test
    void aLegacyPortAsksForTheCamerasCredentials() {
        Esp32 read = read("esp32:?legacyPort=8880", Credentials.of("cam", "pw"));

        assertEquals(OptionalInt.of(8880), read.legacyPort());
        assertEquals(Optional.of(Credentials.of("cam", "pw")), read.credentials());
        assertEquals("esp32:?legacyPort=8880", read.describe());
    }

    @Test
    void anythingElseIsRefused() {
        for (String address : new String[] {
            "esp32://10.0.0.7", "esp32:yard", "esp32:?port=1", "esp32:?legacyPort=99999", "esp32:?legacyPort=x"
        }) {
            assertEquals(
                    "CK-2602",
                    assertThrows(CamkitException.class, () -> read(address, null))
                            .code(),
                    address);
        }
        assertEquals(
                "CK-2602",
                assertThrows(CamkitException.class, () -> Ingest.spec().legacyPort(8880))
                        .code());
    }

    @Test
    void aKitWithoutAServerSaysSo() {
        try (CamKit kit = CamKit.create(KitOptions.standard())) {
            var yard = kit.camera("yard")
                    .from(Esp32.device().token(Secret.of(Ingest.TOKEN)))
                    .start();

            Ingest.await(
                    "the error",
                    () -> Ingest.status(yard)
                            .error()
                            .filter(error -> error.code().equals("CK-2601"))
                            .isPresent());
        }
    }
}
