package io.camkit.media.nal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NalSyntaxTest {
    private final List<String> sets = new ArrayList<>();

    private int configuration(Codec codec, String hex) {
        ByteBuffer record = bytes(hex);
        int length = NalSyntax.of(codec, 90_000, 0)
                .configuration(record, set -> sets.add(HexFormat.of().formatHex(toArray(set))));
        assertEquals(0, record.position());
        return length;
    }

    private static byte[] toArray(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void aRecordOfH264HasItsSetsOneAfterTheOther() {
        int length = configuration(Codec.H264, "0142c01f" + "ff" + "e1" + "0003674201" + "01" + "000268cb");

        assertEquals(4, length);
        assertEquals(List.of("674201", "68cb"), sets);
    }

    @Test
    void aRecordOfH265HasItsSetsInArrays() {
        int length = configuration(
                Codec.H265, "01".repeat(21) + "01" + "02" + "200001" + "00024001" + "210001" + "0003420102");

        assertEquals(2, length);
        assertEquals(List.of("4001", "420102"), sets);
    }

    @Test
    void aRecordThatEndsTooSoonIsRefused() {
        assertThrows(BufferUnderflowException.class, () -> configuration(Codec.H264, "0142c01fffe1000367"));
    }

    @Test
    void aHigherLayerOfH265RefinesAPicture() {
        NalSyntax syntax = NalSyntax.of(Codec.H265, 90_000, 0);

        assertTrue(syntax.isEnhancement(bytes("020901")));
        assertFalse(syntax.isEnhancement(bytes("020101")));
    }
}
