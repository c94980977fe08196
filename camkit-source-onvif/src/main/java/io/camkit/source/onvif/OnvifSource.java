package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.Ptz;
import io.camkit.SnapshotUri;
import io.camkit.source.onvif.OnvifCamera.Profile;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceContext;
import java.util.Optional;
import java.util.Set;

/** One attempt: asks the device where its stream is, on a lent thread, and hands over to the source of that address. */
final class OnvifSource implements Source {
    /** Which sources a device may send us to. */
    private static final Set<String> STREAMS = Set.of("rtsp", "rtsps", "http", "https");

    private final Onvif spec;
    private @Nullable Soap soap;
    private @Nullable Source stream;
    private volatile @Nullable Ptz ptz;
    private volatile @Nullable SnapshotUri snapshot;
    private boolean stopped;

    OnvifSource(Onvif spec) {
        this.spec = spec;
    }

    @Override
    public void start(SourceContext context) {
        Soap calls = new Soap(Wire.of(context), spec);
        synchronized (this) {
            soap = calls;
        }
        context.lendThread(() -> run(context, calls));
    }

    private void run(SourceContext context, Soap calls) {
        try {
            handOver(context, find(context, calls));
        } catch (CamkitException e) {
            context.ended(e);
        } catch (RuntimeException | Error e) {
            // an error too: a missing class or a full heap is this attempt's end, and the core has to hear of it
            context.ended(spec.faults().defect(e));
        }
    }

    private Source find(SourceContext context, Soap calls) {
        Device device = spec.device(calls);
        device.connect();
        Profile profile = device.choose(spec.profile());
        SourceAddress address = spec.here(device.streamUri(profile));
        if (!STREAMS.contains(address.scheme())) {
            throw spec.faults().unusableStream("it is " + address.scheme() + ":");
        }
        device.snapshotUri(profile).map(named -> text(spec.here(named))).ifPresent(uri -> snapshot = () -> uri);
        if (profile.movable()) {
            ptz = new OnvifPtz(device, profile, context::lendThread);
        }
        return context.source(text(address), spec.credentials()).open();
    }

    /** The whole address; printing one masks what looks like a secret. */
    private static String text(SourceAddress address) {
        return address.scheme() + "://" + address.authority() + address.target();
    }

    /** Under the lock, so that a stop comes before the stream's start or after it. */
    private synchronized void handOver(SourceContext context, Source found) {
        if (stopped) {
            throw spec.faults().stopped();
        }
        found.start(context);
        stream = found;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (stream != null) {
            stream.stop();
        }
        if (soap != null) {
            soap.cancel(); // orders that wait for an answer, too
        }
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        if (type == Ptz.class) {
            return Optional.ofNullable(ptz).map(type::cast);
        }
        if (type == SnapshotUri.class) {
            return Optional.ofNullable(snapshot).map(type::cast);
        }
        Source receiving;
        synchronized (this) {
            receiving = stream;
        }
        return receiving == null ? Optional.empty() : receiving.capability(type);
    }
}
