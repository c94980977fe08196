/** Session descriptions (RFC 8866), as RTSP uses them. */
package io.camkit.media.sdp;
