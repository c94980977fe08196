/** Offers and answers of WebRTC (RFC 8829, RFC 9143, RFC 8839, RFC 8842), as far as WHEP and WHIP need them. */
package io.camkit.sink.webrtc.sdp;
