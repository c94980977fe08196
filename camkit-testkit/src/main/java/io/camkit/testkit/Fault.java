package io.camkit.testkit;

/** What a {@link FaultProxy} does to the bytes that its peer sends. */
sealed interface Fault {
    record Forward() implements Fault {}

    record Refuse() implements Fault {}

    record Stall() implements Fault {}

    record Silent(long after) implements Fault {}

    record Cut(long after) implements Fault {}

    record Throttle(int bytesPerSecond) implements Fault {}

    record Crumble(int bytes) implements Fault {}

    record Garbage() implements Fault {}

    record Answer(String text) implements Fault {}

    /** Whether a client that comes now reaches the peer. */
    default boolean reachesPeer() {
        return !(this instanceof Stall || this instanceof Garbage || this instanceof Answer);
    }
}
