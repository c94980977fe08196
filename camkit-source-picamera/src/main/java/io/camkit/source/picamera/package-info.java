/** Raspberry Pi cameras, through the {@code rpicam-vid} of Raspberry Pi OS. Users need {@link io.camkit.source.picamera.PiCamera}. */
package io.camkit.source.picamera;
