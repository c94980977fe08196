/** RTP (RFC 3550) payloads made into frames. */
package io.camkit.media.rtp;
