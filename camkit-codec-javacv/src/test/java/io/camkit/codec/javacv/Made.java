package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a conversion makes. */
final class Made implements Output {
    final List<FrameHeader> headers = new ArrayList<>();
    final List<byte[]> payloads = new ArrayList<>();
    final List<Dropped> dropped = new ArrayList<>();
    final List<String> useless = new ArrayList<>();

    @Override
    public void frame(FrameHeader header, ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        headers.add(header);
        payloads.add(bytes);
    }

    @Override
    public void dropped(Dropped reason) {
        dropped.add(reason);
    }

    @Override
    public void useless(String encoder) {
        useless.add(encoder);
    }

    /** All payloads one after the other. */
    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        payloads.forEach(all::writeBytes);
        return all.toByteArray();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
