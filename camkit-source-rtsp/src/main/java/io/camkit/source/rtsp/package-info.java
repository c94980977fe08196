/** RTSP cameras (RFC 2326), in Java alone. Users need {@link io.camkit.source.rtsp.Rtsp}. */
package io.camkit.source.rtsp;
