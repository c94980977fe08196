/** Interactive connectivity establishment (RFC 8445, RFC 8839): which way to a peer works. */
package io.camkit.sink.webrtc.ice;
