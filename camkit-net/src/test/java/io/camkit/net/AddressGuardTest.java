package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5",
                "172.16.0.9",
                "192.168.1.64",
                "100.64.0.7",
                "203.0.113.5",
                "fd12:3456::5",
                "2001:db8::5"
            })
    void theLocalNetworkAndTheWorldAreFine(String host) throws UnknownHostException {
        assertEquals(List.of(InetAddress.getByName(host)), new AddressGuard().resolve(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "::1",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "169.254.10.20",
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "fd00:ec2::254%1",
                "100.100.100.200",
                "168.63.129.16",
                "224.0.0.251",
                "ff02::1",
                "255.255.255.255"
            })
    void thisMachineLinkLocalMetadataAndMulticastAreRefused(String host) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> new AddressGuard().resolve(host));

        assertEquals("CK-2410", refusal.code());
        assertTrue(refusal.mend().contains("allowLocal"), refusal::getMessage);
    }

    @Test
    void aNameIsLookedUpOnceSoThatItCannotMeanSomethingElseLater() throws UnknownHostException {
        Deque<String> answers = new ArrayDeque<>(List.of("10.0.0.5", "127.0.0.1"));
        AddressGuard guard = new AddressGuard(host -> List.of(InetAddress.getByName(answers.remove())));

        assertEquals(guard.resolve("camera.example"), guard.resolve("camera.example"));
        assertFalse(answers.isEmpty());
    }

    @Test
    void aNameWithOneRefusedAddressAmongOthersIsRefused() {
        AddressGuard guard = new AddressGuard(
                host -> List.of(InetAddress.getByName("10.0.0.5"), InetAddress.getByName("127.0.0.1")));

        assertThrows(CamkitException.class, () -> guard.resolve("camera.example"));
    }
}
