package io.camkit.source.esp32;

import io.camkit.CamkitException;
import io.camkit.testkit.Mutations;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.devices.FakeEsp32;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged messages of a device: what it says, and its pictures. */
@Tag("proof")
class DeviceMutationProof {
    private static final int COUNT = 5000;

    @Test
    void damagedWords() {
        byte[] login = ("{\"type\":\"login\",\"proof\":\"" + "0a".repeat(32) + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] answer =
                "{\"type\":\"failed\",\"id\":7,\"why\":\"no \\\"lamp\\u0021\\\"\"}".getBytes(StandardCharsets.UTF_8);
        System.out.println(
                Mutations.of("a device's words", login, answer).check(COUNT, (input, memory) -> words(input)));
    }

    private static void words(ByteBuffer input) {
        try {
            FlatJson.parse(StandardCharsets.UTF_8.decode(input).toString());
        } catch (FlatJson.MalformedException e) {
            throw new CamkitException(
                    "CK-2605", String.valueOf(e.getMessage()), "", "as it should be", CamkitException.Retry.RETRY);
        }
    }

    @Test
    void damagedPictures() {
        System.out.println(Mutations.of("a device's pictures", FakeEsp32.picture(1), FakeEsp32.picture(2))
                .check(COUNT, (input, memory) -> {
                    ByteBuf message = Unpooled.directBuffer(Math.max(1, input.remaining()));
                    try {
                        new Pictures(SourceProbe.over(memory)).take(message.writeBytes(input.duplicate()));
                    } finally {
                        message.release();
                    }
                    if (message.refCnt() != 0) {
                        throw new AssertionError("somebody keeps the message");
                    }
                }));
    }
}
