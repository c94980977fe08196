package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;

class ProbeMatchesFuzzTest {
    @FuzzTest
    void anyDatagramNamesUsableDevicesOrNone(byte[] datagram) {
        for (OnvifDevice device : ProbeMatches.read(datagram, "uuid:1", InetAddress.getLoopbackAddress())) {
            assertTrue(Onvif.at(device.address()).host().equals("127.0.0.1"), device::toString);
        }
    }
}
