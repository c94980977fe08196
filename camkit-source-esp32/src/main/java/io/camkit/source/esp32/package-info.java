/** Devices that call by themselves and send pictures over a WebSocket. Users need {@link io.camkit.source.esp32.Esp32}. */
package io.camkit.source.esp32;
