package io.camkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException.Retry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small values: what they check, and what they say. */
class ValuesTest {
    @Test
    void anErrorReadsAsOneLineWithCodePlaceAndMend() {
        CamkitException error = new CamkitException(
                "CK-2104", "the server refused the password", "camera door", "check it", Retry.RETRY_SLOWLY);

        assertEquals("CK-2104 camera door: the server refused the password. Mend: check it", error.getMessage());
    }

    @Test
    void anErrorWhosePlaceIsKnownLeavesItOut() {
        assertEquals(
                "CK-1001 nothing there. Mend: add it",
                new CamkitException("CK-1001", "nothing there", "", "add it", Retry.GIVE_UP).getMessage());
    }

    @Test
    void withoutARuntimeTheErrorNamesTheModuleToAdd() {
        CamkitException error = assertThrows(CamkitException.class, CamKit::create);

        assertEquals("CK-1001", error.code());
        assertTrue(error.mend().contains("camkit-core"));
    }

    @Test
    void aReaderCannotBeginInTheFuture() {
        assertThrows(IllegalArgumentException.class, () -> From.ago(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> From.LIVE.maxLag(Duration.ofMillis(-1)));
    }

    @Test
    void aPatientReaderIsOtherwiseTheSame() {
        From patient = From.ago(Duration.ofSeconds(5)).maxLag(Duration.ofSeconds(60));

        assertEquals(new From(From.Start.AGO, Duration.ofSeconds(5), Duration.ofSeconds(60)), patient);
    }

    @Test
    void ringLimitsThatMakeNoSenseAreRefused() {
        KitOptions standard = KitOptions.standard();
        assertThrows(IllegalArgumentException.class, () -> standard.withRingBytes(1000, 1 << 20));
        assertThrows(IllegalArgumentException.class, () -> standard.withRingBytes(2 << 20, 1 << 20));
    }

    @Test
    void pluginsByNameMeanNoOthers() {
        KitOptions none = KitOptions.standard().withOnlyPlugins(List.of());

        assertFalse(none.discover());
        assertTrue(KitOptions.standard().discover());
    }
}
