/** DTLS 1.2 (RFC 6347) between the two ends of a peer connection, which yields the keys of SRTP (RFC 5764). */
package io.camkit.sink.webrtc.dtls;
