/** WebRTC: WHEP for viewers, WHIP for cameras, and the engine that passes frames through undecoded. */
package io.camkit.sink.webrtc;
