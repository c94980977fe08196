package io.camkit.http;

import io.netty.buffer.ByteBuf;

/** Receives one client's messages, whole and in order, on the connection's event loop. */
public interface WebSocketListener {
    /** The upgrade was answered; messages may be sent. */
    default void onOpen() {}

    /** A text message. */
    default void onText(String message) {}

    /** A binary message, lent for the call. To keep it without a copy, retain it. */
    default void onBinary(ByteBuf message) {}
}
