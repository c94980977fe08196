package io.camkit.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Credentials;
import io.camkit.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryReaderTest {
    private final EntryReader reader = new EntryReader(new Reading.Plugins());

    private CameraEntry added(String json) throws InvalidConfiguration {
        return reader.read(json, Optional.empty(), Optional.empty());
    }

    private CameraEntry changed(CameraEntry old, String json) throws InvalidConfiguration {
        return reader.read(json, Optional.of(old.id()), Optional.of(old));
    }

    private List<String> faults(CameraEntry old, String json) {
        return assertThrows(InvalidConfiguration.class, () -> changed(old, json)).faults().stream()
                .map(Fault::code)
                .toList();
    }

    private CameraEntry door() throws InvalidConfiguration {
        return added("{\"id\": \"door\", \"source\": \"rtsp://viewer:p%40ss@10.0.0.5/s?key=abc\"}");
    }

    @Test
    void userAndPasswordOfAnAddressAreKeptBesideIt() throws InvalidConfiguration {
        CameraEntry door = door();

        assertEquals("rtsp://10.0.0.5/s?key=abc", door.source());
        assertEquals("viewer", door.username());
        assertEquals(Secret.of("p@ss"), door.password());
    }

    @Test
    void whatIsShownHasNoSecret() throws InvalidConfiguration {
        CameraEntry.Shown shown = door().shown();

        assertEquals("rtsp://10.0.0.5/s?key=***", shown.source());
        assertEquals("viewer", shown.username());
        assertTrue(!door().toString().contains("abc") && !door().toString().contains("p@ss"), door()::toString);
    }

    @Test
    void aChangeThatRepeatsWhatWasShownKeepsEverySecret() throws InvalidConfiguration {
        CameraEntry same = changed(
                door(), "{\"source\": \"rtsp://10.0.0.5/s?key=***\", \"username\": \"viewer\", \"stallSeconds\": 7}");

        assertEquals("rtsp://10.0.0.5/s?key=abc", same.source());
        assertEquals(Secret.of("p@ss"), same.password());
        assertEquals(7, same.stallSeconds());
    }

    @Test
    void aDevicesTokenIsAPasswordWithoutAUser() throws InvalidConfiguration {
        CameraEntry yard =
                added("{\"id\": \"yard\", \"source\": \"esp32:\", \"username\": \"\", \"password\": \"abc\"}");

        assertEquals(Optional.of(Credentials.token("abc")), yard.credentials());
        assertEquals(
                Secret.of("abc"),
                changed(yard, "{\"source\": \"esp32:\", \"stallSeconds\": 60}").password());
        assertEquals(List.of("CK-6116"), faults(yard, "{\"source\": \"rtsp://10.0.0.6/s\"}"));
    }

    @Test
    void anotherPathOfTheSameHostKeepsThePassword() throws InvalidConfiguration {
        assertNotNull(changed(door(), "{\"source\": \"rtsp://10.0.0.5/other\"}").password());
    }

    @Test
    void aPasswordIsNotTakenToAnotherHost() throws InvalidConfiguration {
        assertEquals(List.of("CK-6116"), faults(door(), "{\"source\": \"rtsp://10.0.0.6/s\"}"));
        assertEquals(
                List.of("CK-6116"),
                faults(door(), "{\"source\": \"rtsp://10.0.0.5/s?key=***\", \"sub\": \"rtsp://10.0.0.6/s\"}"));
        assertNull(changed(door(), "{\"source\": \"rtsp://10.0.0.6/s\", \"username\": \"\"}")
                .password());
    }

    @Test
    void aMaskThatStandsForNothingKnownIsAFault() throws InvalidConfiguration {
        assertEquals(List.of("CK-6116"), faults(door(), "{\"source\": \"rtsp://10.0.0.5/other?key=***\"}"));
    }

    @Test
    void anotherUserNeedsAPasswordOfHisOwn() throws InvalidConfiguration {
        assertEquals(
                List.of("CK-6109"), faults(door(), "{\"source\": \"rtsp://10.0.0.5/s\", \"username\": \"admin\"}"));
    }

    @Test
    void ofADevicesTokenOnlyTheDigestIsKept() throws InvalidConfiguration {
        String token = "0".repeat(64);
        // printf %s "$TOKEN" | xxd -r -p | sha256sum
        Secret digest = Secret.of("sha256:66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
        CameraEntry yard = added("{\"id\": \"yard\", \"source\": \"esp32:\", \"token\": \"" + token + "\"}");
        CameraEntry shed = added(
                "{\"id\": \"shed\", \"source\": \"esp32:\", \"username\": \"\", \"password\": \"" + token + "\"}");

        assertEquals(digest, yard.password());
        assertEquals(digest, shed.password());
        assertEquals(digest, changed(yard, "{\"source\": \"esp32:\"}").password());
    }

    @Test
    void aCameraKeepsItsId() throws InvalidConfiguration {
        assertEquals(List.of("CK-6108"), faults(door(), "{\"id\": \"gate\", \"source\": \"rtsp://10.0.0.5/s\"}"));
    }

    @Test
    void nothingStandsForAVariable() throws InvalidConfiguration {
        CameraEntry entry = added(
                "{\"id\": \"door\", \"source\": \"rtsp://10.0.0.5/s\", \"username\": \"me\", \"password\": \"${HOME}\"}");

        assertEquals(Secret.of("${HOME}"), entry.password());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"id\": {\"a\": 1}, \"source\": [2]}",
                "{\"id\": \"x\", \"source\": \"rtsp://10.0.0.5/\\u0000\"}",
                "{\"id\": \"x\", \"source\": \"rtsp://10.0.0.5/s\", \"password\": \"\\ud800\", \"username\": \"u\"}",
                "{\"id\": \"x\", \"source\": \"rtsp://10.0.0.5/s\", \"allowLocal\": \"perhaps\"}",
                "{\"id\": \"x\", \"source\": \"rtsp://10.0.0.5/s\", \"id\": \"y\"}",
                "{\"id\": \"x\", \"source\": \"rtsp://10.0.0.5/s\", \"stallSeconds\": 0}",
            })
    void whatIsNoCameraIsRefusedWithFaults(String json) {
        InvalidConfiguration refusal = assertThrows(InvalidConfiguration.class, () -> added(json));

        assertTrue(refusal.faults().size() > 0);
        assertEquals(
                refusal.faults().size(), refusal.faults().stream().distinct().count());
    }
}
