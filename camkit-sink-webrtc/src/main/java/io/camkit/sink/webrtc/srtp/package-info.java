/** RTP and RTCP encrypted and authenticated (RFC 3711, RFC 7714), with keys that DTLS agreed on (RFC 5764). */
package io.camkit.sink.webrtc.srtp;
