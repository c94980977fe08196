package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.peers.Ffmpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JpegDepacketizerTest {
    static final RtpFormat FORMAT = new RtpFormat(Packetizer.PAYLOAD_TYPE, "JPEG", 90_000, 1, Map.of());
    private static final int IN_BAND = 255;
    private static final int TICKS = 3600;
    private static final long FRAME_NANOS = 40_000_000;
    private static final int PART = 500;

    @TempDir
    static Path directory;

    private static byte[] picture;
    private static ByteBuffer table;
    private static ByteBuffer pixels;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Received received = new Received();
    private final Packetizer packets = new Packetizer(1400, 1);
    private final Depacketizer depacketizer = Formats.inOrder(FORMAT, leaks.allocator(), received);
    private int sent;

    @BeforeAll
    static void takePicture() throws IOException {
        Path file = directory.resolve("picture.jpg");
        Ffmpeg.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=160x120",
                "-frames:v",
                "1",
                "-c:v",
                "mjpeg",
                "-huffman",
                "default",
                "-pix_fmt",
                "yuvj420p",
                "-f",
                "mjpeg",
                file.toString());
        picture = Files.readAllBytes(file);
        ByteBuffer all = ByteBuffer.wrap(picture);
        table = all.slice(behind(all, 0xffdb) + 1, 64); // FFmpeg has one for all components
        int scan = behind(all, 0xffda);
        pixels = all.slice(scan + 10, all.limit() - scan - 10);
    }

    private static int behind(ByteBuffer jpeg, int marker) {
        for (int at = 2; ; at += 2 + (jpeg.getShort(at + 2) & 0xffff)) {
            if ((jpeg.getShort(at) & 0xffff) == marker) {
                return at + 4;
            }
        }
    }

    @AfterEach
    void release() {
        depacketizer.close();
        received.release();
    }

    @Test
    void aPictureIsTheSameBehindItsRebuiltHeaders() throws IOException {
        send(parts(1, IN_BAND, tables(64), pixels));

        assertEquals("JPEG 160x120", received.frames.get(0).track().toString());
        assertArrayEquals(rgb(picture), rgb(bytes(0)));
    }

    @Test
    void aMissingEndMarkerIsAdded() throws IOException {
        send(parts(1, IN_BAND, tables(64), pixels.slice(0, pixels.limit() - 2)));

        assertArrayEquals(rgb(picture), rgb(bytes(0)));
    }

    @Test
    void tablesMayBeRepeatedByTheirNumber() throws IOException {
        send(parts(1, 130, tables(128), pixels));
        send(parts(1, 130, tables(0), pixels));

        assertArrayEquals(rgb(picture), rgb(bytes(1)));
        assertSame(received.frames.get(0).track(), received.frames.get(1).track());
    }

    @Test
    void tablesThatNobodySawCannotBeRepeated() {
        send(parts(1, 131, tables(0), pixels));
        send(parts(1, IN_BAND, tables(128), pixels));
        send(parts(1, IN_BAND, tables(0), pixels));

        assertEquals(1, received.frames.size());
        assertEquals(2, received.dropped.get(DropReason.MALFORMED));
    }

    @Test
    void aQualityBelow128StandsForTables() {
        send(parts(0, 50, ByteBuffer.allocate(0), pixels));
        send(parts(0, 99, ByteBuffer.allocate(0), pixels));
        send(parts(0, 10, ByteBuffer.allocate(0), pixels));

        assertEquals(List.of(16, 1, 80), List.of(firstStep(0), firstStep(1), firstStep(2) & 0xff));
        ByteBuffer jpeg = ByteBuffer.wrap(bytes(0));
        assertEquals(0x21, jpeg.get(behind(jpeg, 0xffc0) + 7), "chroma of 4:2:2");
    }

    private int firstStep(int frame) {
        ByteBuffer jpeg = ByteBuffer.wrap(bytes(frame));
        return jpeg.get(behind(jpeg, 0xffdb) + 1);
    }

    @Test
    void aRestartIntervalIsWrittenIntoTheHeader() {
        ByteBuffer restart =
                ByteBuffer.allocate(4).putShort((short) 10).putShort((short) -1).flip();
        ByteBuffer payload = header(65, 60, 0, 160, 120, restart, pixels);
        send(List.of(payload));

        ByteBuffer jpeg = ByteBuffer.wrap(bytes(0));
        assertEquals(10, jpeg.getShort(behind(jpeg, 0xffdd)));
    }

    @Test
    void anotherSizeIsAnotherTrack() {
        send(parts(1, IN_BAND, tables(64), pixels));
        send(List.of(header(1, 60, 0, 320, 240, ByteBuffer.allocate(0), pixels)));

        assertNotSame(received.frames.get(0).track(), received.frames.get(1).track());
        assertEquals(240, received.frames.get(1).track().height());
    }

    @Test
    void aLostPartCostsThatPictureOnly() {
        for (int lost = 0; lost < 3; lost++) {
            List<ByteBuffer> holed = parts(1, IN_BAND, tables(64), pixels);
            send(holed, lost == 2 ? holed.size() - 1 : lost);
            send(parts(1, IN_BAND, tables(64), pixels));
        }

        assertEquals(3, received.frames.size());
        assertEquals(Map.of(DropReason.DAMAGED, 3), received.dropped);
        assertEquals(0, received.keyFramesWanted);
    }

    @Test
    void pixelsWithAForeignMarkerAreDamaged() {
        ByteBuffer broken =
                ByteBuffer.allocate(pixels.limit()).put(pixels.duplicate()).flip();
        send(parts(1, IN_BAND, tables(64), broken.putShort(200, (short) 0xffc4)));

        assertEquals(Map.of(DropReason.DAMAGED, 1), received.dropped);
    }

    @Test
    void aPictureTooLargeForTheHeaderIsNamed() {
        send(List.of(header(1, 60, 0, 0, 0, ByteBuffer.allocate(0), pixels)));

        assertEquals(List.of("CK-3125"), received.unusable);
    }

    @Test
    void unknownTypesAndShortPayloadsAreCountedAndHarmless() {
        send(List.of(header(2, 60, 0, 160, 120, ByteBuffer.allocate(0), pixels)));
        send(List.of(header(130, 60, 0, 160, 120, ByteBuffer.allocate(0), pixels)));
        send(List.of(header(1, 0, 0, 160, 120, ByteBuffer.allocate(0), pixels)));
        send(List.of(header(65, 60, 0, 160, 120, ByteBuffer.allocate(0), ByteBuffer.allocate(2))));
        send(List.of(ByteBuffer.allocate(7)));
        send(parts(1, IN_BAND, tables(64), pixels));

        assertEquals(5, received.dropped.get(DropReason.MALFORMED));
        assertEquals(1, received.frames.size());
    }

    private void send(List<ByteBuffer> payloads) {
        send(payloads, -1);
    }

    private void send(List<ByteBuffer> payloads, int lost) {
        for (int i = 0; i < payloads.size(); i++) {
            boolean last = i == payloads.size() - 1;
            ByteBuffer packet = packets.packet(payloads.get(i), last, sent * TICKS);
            if (i != lost) {
                depacketizer.packet(packet, 1_000_000_000 + sent * FRAME_NANOS);
            }
        }
        sent++;
    }

    private byte[] bytes(int frame) {
        ByteBuffer payload = received.frames.get(frame).asBuffer();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private static int[] rgb(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** The payloads of one picture of 160x120. */
    static List<ByteBuffer> parts(int type, int quality, ByteBuffer tables, ByteBuffer pixels) {
        List<ByteBuffer> parts = new ArrayList<>();
        for (int at = 0; at < pixels.limit(); at += PART) {
            ByteBuffer part = pixels.slice(at, Math.min(PART, pixels.limit() - at));
            parts.add(header(type, quality, at, 160, 120, at == 0 ? tables : ByteBuffer.allocate(0), part));
        }
        return parts;
    }

    private static ByteBuffer header(
            int type, int quality, int offset, int width, int height, ByteBuffer more, ByteBuffer part) {
        return ByteBuffer.allocate(8 + more.remaining() + part.remaining())
                .putInt(offset)
                .put((byte) type)
                .put((byte) quality)
                .put((byte) (width / 8))
                .put((byte) (height / 8))
                .put(more.duplicate())
                .put(part.duplicate())
                .flip();
    }

    private static ByteBuffer tables(int bytes) {
        ByteBuffer tables = ByteBuffer.allocate(4 + bytes).putInt(bytes);
        while (tables.hasRemaining()) {
            tables.put(table.duplicate());
        }
        return tables.flip();
    }
}
