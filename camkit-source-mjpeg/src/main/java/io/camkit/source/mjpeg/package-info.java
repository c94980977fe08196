/** Cameras that send JPEG pictures over HTTP. Users need {@link io.camkit.source.mjpeg.MjpegCamera}. */
package io.camkit.source.mjpeg;
