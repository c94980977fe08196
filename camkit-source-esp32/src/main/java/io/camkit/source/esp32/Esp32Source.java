package io.camkit.source.esp32;

import io.camkit.CamkitException;
import io.camkit.DeviceCommands;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceEnd;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * One attempt: waits at the desk until the camera's device arrives, and passes its pictures on until it is gone. A device that comes
 * again before its old connection is known to be dead takes the place of the old one, and the attempt goes on.
 *
 * <p>Its lock is never held while the desk is called, because the desk calls with its own.
 */
final class Esp32Source implements Source {
    private final Esp32 spec;
    private @Nullable SourceContext context;
    private @Nullable Desk desk;
    private @Nullable Device device;
    private @Nullable Pictures pictures;
    private boolean over;

    Esp32Source(Esp32 spec) {
        this.spec = spec;
    }

    @Override
    public void start(SourceContext given) {
        Desk found = given.service(Desk.class).orElseThrow(DeviceFaults::noServer);
        synchronized (this) {
            context = given;
            desk = found;
        }
        found.open(given, spec);
        given.waiting(DeviceFaults.waiting(spec, given.camera()));
        found.expect(this, spec, given);
    }

    /** A device has arrived for this attempt, or for one that is over. */
    void take(Device arrived) {
        synchronized (this) {
            SourceContext to = context;
            if (over || to == null || (device != null && !arrived.isNewerThan(device))) {
                return;
            }
            device = arrived;
            pictures = new Pictures(to);
            to.transport(arrived.link().transport());
            arrived.takenBy(this);
        }
        if (arrived.isGone()) {
            lost(arrived); // while it was on its way here, when nobody had to be told
        }
    }

    /** A picture, lent for the call. One that comes from a device whose place was taken is nothing any more. */
    void picture(Device from, ByteBuf message) {
        CamkitException useless;
        synchronized (this) {
            if (over || from != device || pictures == null) {
                return;
            }
            try {
                pictures.take(message);
                return;
            } catch (CamkitException e) {
                useless = e;
            }
        }
        end(useless, Link.INVALID_PAYLOAD, "these are no pictures");
    }

    /** A device's connection has ended. */
    void lost(Device gone) {
        synchronized (this) {
            if (gone != device) {
                return;
            }
        }
        end(DeviceFaults.gone(gone.link().peer()), Link.GOING_AWAY, "");
    }

    /** Nobody can arrive. */
    void fail(CamkitException why) {
        end(why, Link.GOING_AWAY, "");
    }

    @Override
    public void stop() {
        end(SourceEnd.stopped(""), Link.GOING_AWAY, "the camera was stopped, or no picture came");
    }

    private void end(CamkitException why, int status, String reason) {
        SourceContext told;
        Desk left;
        Device last;
        synchronized (this) {
            told = context;
            left = desk;
            last = device;
            if (over || told == null || left == null) {
                return;
            }
            over = true;
            device = null;
        }
        left.leave(this, told.camera(), last);
        if (last != null) {
            last.link().close(status, reason);
        }
        told.ended(why);
    }

    @Override
    public synchronized <T> Optional<T> capability(Class<T> type) {
        Device connected = device;
        return type == DeviceCommands.class && connected != null
                ? connected.commands().map(type::cast)
                : Optional.empty();
    }
}
