/** The ports through which peers are reached. */
package io.camkit.sink.webrtc.transport;
