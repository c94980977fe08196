/** JPEG over HTTP: {@code multipart/x-mixed-replace} streams and snapshots. */
package io.camkit.sink.mjpeg;
