package io.camkit.source.esp32;

import io.camkit.Clock;
import io.camkit.DeviceCommands;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.Optional;

/**
 * A device that may send pictures of one camera, from its login to the end of its connection.
 *
 * <p><b>Threading.</b> Messages come on its connection's loop; the rest from any thread.
 */
final class Device {
    private final Link link;
    private final Orders orders;
    private final Runnable early;
    private long number;
    private volatile @Nullable Esp32Source taker;
    private volatile boolean gone;

    /** @param early told of every picture that nobody takes */
    Device(Link link, Clock clock, Runnable early) {
        this.link = link;
        this.orders = new Orders(link, clock);
        this.early = early;
    }

    Link link() {
        return link;
    }

    /** Says that this is the n-th device to arrive; a higher number is newer. Before anybody takes it. */
    void arrivedAs(long place) {
        number = place;
    }

    boolean isNewerThan(Device other) {
        return number > other.number;
    }

    void takenBy(Esp32Source source) {
        taker = source;
    }

    /** A picture, lent for the call. */
    void picture(ByteBuf message) {
        Esp32Source source = taker;
        if (source == null) {
            early.run();
        } else {
            source.picture(this, message);
        }
    }

    /** What it answers to a command; whatever else it says is nothing that we know. */
    void said(Map<String, String> message) {
        orders.answered(message);
    }

    /** What it can be told; empty when it listens to nothing. */
    Optional<DeviceCommands> commands() {
        return link.takesCommands() ? Optional.of(orders) : Optional.empty();
    }

    /** Its connection is closed. */
    void gone() {
        gone = true;
        orders.close();
    }

    boolean isGone() {
        return gone;
    }
}
