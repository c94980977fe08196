package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    private final RtpHeader header = new RtpHeader();

    @Test
    void thePlainHeaderIsRead() {
        assertTrue(read("80 e0 fffe 80000001 cafebabe aabbcc"));
        assertTrue(header.marker());
        assertEquals(96, header.payloadType());
        assertEquals(0xfffe, header.sequence());
        assertEquals(0x8000_0001, header.timestamp());
        assertEquals(0xcafe_babe, header.source());
        assertPayload(12, 15);
    }

    @Test
    void contributingSourcesAreSteppedOver() {
        assertTrue(read("82 60 0001 00000001 00000002 00000003 00000004 aa"));
        assertPayload(20, 21);
    }

    @Test
    void anExtensionIsSteppedOver() {
        assertTrue(read("90 60 0001 00000001 00000002 bede 0001 11223344 aa"));
        assertPayload(20, 21);
    }

    @Test
    void paddingIsNoPayload() {
        assertTrue(read("a0 60 0001 00000001 00000002 aabb 000003"));
        assertPayload(12, 14);
    }

    @Test
    void whatPromisesMoreThanItHasIsRefused() {
        assertFalse(read("80 60 0001 00000001 000000"), "too short");
        assertFalse(read("40 60 0001 00000001 00000002"), "another version");
        assertFalse(read("83 60 0001 00000001 00000002 00000003"), "sources missing");
        assertFalse(read("90 60 0001 00000001 00000002 bede"), "extension cut off");
        assertFalse(read("90 60 0001 00000001 00000002 bede ffff"), "extension missing");
        assertFalse(read("a0 60 0001 00000001 00000002"), "no room for padding");
        assertFalse(read("a0 60 0001 00000001 00000002 aabb09"), "too much padding");
        assertFalse(read("a0 60 0001 00000001 00000002 aabb00"), "padding of nothing");
    }

    private boolean read(String digits) {
        return header.read(ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", ""))));
    }

    private void assertPayload(int start, int end) {
        assertEquals(start, header.payloadStart());
        assertEquals(end, header.payloadEnd());
    }
}
