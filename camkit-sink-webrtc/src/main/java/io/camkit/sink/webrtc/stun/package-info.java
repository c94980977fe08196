/** STUN (RFC 8489), as far as connectivity checks need it. */
package io.camkit.sink.webrtc.stun;
