package io.camkit.sink.webrtc.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a packet, in network byte order. */
final class Words {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private Words() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** 16 bits, unsigned. */
    static int getShort(byte[] packet, int at) {
        return (short) SHORT.get(packet, at) & 0xffff;
    }

    static int getInt(byte[] packet, int at) {
        return (int) INT.get(packet, at);
    }

    static long getLong(byte[] packet, int at) {
        return (long) LONG.get(packet, at);
    }

    static void put(byte[] packet, int at, int word) {
        INT.set(packet, at, word);
    }
}
