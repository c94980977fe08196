/** Fragmented MP4 to viewers: live over a WebSocket. */
package io.camkit.sink.hls;
