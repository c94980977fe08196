package io.camkit.source.onvif;

/**
 * A device that answered when cameras were looked for. What it says is unproven: anybody in the network may say it.
 *
 * @param address as {@link Onvif#at} takes it; the host is the one that the answer came from
 * @param name in the device's words; may be empty
 * @param hardware in the device's words, mostly the model; may be empty
 */
public record OnvifDevice(String address, String name, String hardware) {}
