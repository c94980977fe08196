package io.camkit.codec.javacv;

import io.camkit.Feed;
import io.camkit.From;
import io.camkit.KeyFrames;
import io.camkit.Subscription;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Metered;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.util.List;
import java.util.Optional;

/** One attempt to make a derived feed: reads the camera's frames in the thread that it is lent, and has them converted. */
final class ConversionSource extends BlockingSource {
    private final Conversion conversion;
    private final Feed input;
    private final Isolation isolation;
    private final UselessEncoders useless;
    private volatile @Nullable Workshop running;
    private volatile @Nullable ChildWorkshop child;

    /** @param useless encoders that are not tried, and are told of here when there is another one */
    ConversionSource(Conversion conversion, Feed input, Isolation isolation, UselessEncoders useless) {
        this.conversion = conversion.without(useless.names());
        this.input = input;
        this.isolation = isolation;
        this.useless = useless;
    }

    @Override
    protected void run(SourceContext context) throws InterruptedException {
        var loop = new TaskLoop();
        try (Workshop workshop = open(context, loop)) {
            running = workshop;
            var reader = new ConversionReader(conversion, workshop, loop, context);
            try (Subscription subscription = input.subscribe(From.KEY_FRAME, loop, reader)) {
                reader.reads(subscription);
                loop.run();
            }
        } catch (LinkageError e) {
            throw CodecFaults.nativesBroken(e);
        } finally {
            running = null;
        }
    }

    private Workshop open(SourceContext context, TaskLoop loop) throws InterruptedException {
        List<Conversion> conversions = List.of(conversion);
        if (isolation == Isolation.CHILD) {
            context.transport("FFmpeg in a child JVM");
            ChildWorkshop workshop = ChildWorkshop.open(conversions, context, useless, loop);
            child = workshop;
            return workshop;
        }
        Natives.here().require();
        context.transport("FFmpeg in this process");
        // one log for all of them, whichever began last
        FfmpegLog.readBy(new BoundedLog("conversions in this JVM", context.clock()));
        return new InlineWorkshop(conversions, new Emitter(context, useless));
    }

    /** What is made of JPEGs and the like is all key frames; then the camera itself is asked, so that there is something to begin with. */
    @Override
    public <T> Optional<T> capability(Class<T> type) {
        if (type == KeyFrames.class && !conversion.codec().everyFrameKey()) {
            KeyFrames keyFrames = () -> {
                Workshop workshop = running;
                if (workshop != null) {
                    workshop.requestKeyFrame();
                }
            };
            return Optional.of(type.cast(keyFrames));
        }
        ChildWorkshop own = child;
        if (type == Metered.class && own != null) {
            Metered metered = own::cost;
            return Optional.of(type.cast(metered));
        }
        return Optional.empty();
    }
}
