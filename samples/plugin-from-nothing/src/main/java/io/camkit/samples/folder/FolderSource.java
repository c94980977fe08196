package io.camkit.samples.folder;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.SourceContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** One attempt: shows one picture after the other until it is stopped. The core starts another when this one ends. */
final class FolderSource extends BlockingSource {
    private static final int TICKS = 90_000;

    private final FolderProvider.Folder folder;

    FolderSource(FolderProvider.Folder folder) {
        this.folder = folder;
    }

    @Override
    protected void run(SourceContext context) throws InterruptedException {
        context.transport("files");
        Track track = Track.video(Codec.JPEG, TICKS, 0, 0); // a track of this attempt's own
        for (int n = 0; ; n++) {
            List<Path> pictures = pictures();
            byte[] picture = read(pictures.get(n % pictures.size()));
            long pts = (long) n * TICKS / folder.framesPerSecond();
            FrameHeader header = FrameHeader.of(track, pts, context.clock().nanos(), true);
            try {
                context.emit(context.allocator().copy(header, ByteBuffer.wrap(picture))); // whose share is gone then
            } catch (CamkitException memoryIsUsedUp) {
                // it costs this picture and nothing else
            }
            pause(context, Duration.ofSeconds(1).dividedBy(folder.framesPerSecond()));
        }
    }

    private List<Path> pictures() {
        try (Stream<Path> files = Files.list(folder.path())) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw fault("there is no picture in it", "put files named *.jpg there");
            }
            return found;
        } catch (IOException e) {
            throw fault("it cannot be read", "check its path, and who may read it");
        }
    }

    private byte[] read(Path picture) {
        try {
            return Files.readAllBytes(picture);
        } catch (IOException e) {
            throw fault(picture.getFileName() + " cannot be read", "check who may read it");
        }
    }

    /** Time is the kit's, so that a test can turn it; being stopped interrupts this. */
    private static void pause(SourceContext context, Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        context.clock().schedule(time, over::countDown);
        over.await();
    }

    private CamkitException fault(String what, String mend) {
        return new CamkitException("CK-9002", what, folder.describe(), mend, Retry.RETRY);
    }
}
