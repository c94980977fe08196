package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.testkit.FakeOnvifDiscovery;
import io.camkit.testkit.Mutations;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged answers of devices, to calls and to discovery. */
@Tag("proof")
class OnvifMutationProof {
    private static final int COUNT = 5000;
    private static final String FAULT =
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><s:Fault>"
                    + "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code>"
                    + "<s:Reason><s:Text xml:lang=\"en\">no &amp; <![CDATA[never]]></s:Text></s:Reason></s:Fault></s:Body></s:Envelope>";
    private static final String LAUGHS =
            "<a><!-- <!DOCTYPE r [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]> --><r>b</r></a>";

    private static byte[] bytes(ByteBuffer input) {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        return bytes;
    }

    @Test
    void damagedAnswers() {
        System.out.println(Mutations.of(
                        "ONVIF answers",
                        FAULT.getBytes(StandardCharsets.UTF_8),
                        LAUGHS.getBytes(StandardCharsets.UTF_8))
                .check(COUNT, (input, memory) -> {
                    try {
                        XmlReader.read(bytes(input)).find("Body", "Fault").ifPresent(SoapFault::of);
                    } catch (XmlReader.Unreadable e) {
                        throw new CamkitException(
                                "CK-2712", String.valueOf(e.getMessage()), "", "", CamkitException.Retry.RETRY);
                    }
                }));
    }

    @Test
    void damagedDiscovery() {
        byte[] match = FakeOnvifDiscovery.camera("http://10.0.0.5:8080/onvif/device_service", "Front%20door", "M1")
                .apply("uuid:1")
                .getBytes(StandardCharsets.UTF_8);
        System.out.println(Mutations.of("ONVIF discovery", match)
                .check(
                        COUNT,
                        (input, memory) ->
                                ProbeMatches.read(bytes(input), "uuid:1", InetAddress.getLoopbackAddress())));
    }
}
