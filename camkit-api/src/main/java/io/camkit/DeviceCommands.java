package io.camkit;

import java.util.concurrent.CompletionStage;

/** A source whose device takes commands. */
public interface DeviceCommands {
    /**
     * Sends one command; returns at once.
     *
     * @return completed when the device has confirmed it, or failed with a {@link CamkitException}: no device is connected, it does not
     *     answer within five seconds, or it refuses
     */
    CompletionStage<Void> send(DeviceCommand command);
}
