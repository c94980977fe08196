/** The sending side of RTP: a camera's frames are cut into packets once, and each viewer has a place among them. */
package io.camkit.sink.webrtc.rtp;
