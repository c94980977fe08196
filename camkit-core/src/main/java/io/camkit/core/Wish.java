package io.camkit.core;

import io.camkit.Want;

/**
 * What is derived.
 *
 * @param target what shares one feed
 * @param want what it came from; others may share the feed
 */
record Wish(Target target, Want want) {
    /**
     * @param from the stream that it is made from
     * @param key the derivation's
     */
    record Target(CameraStream from, String key) {}

    CameraStream from() {
        return target.from();
    }

    String key() {
        return target.key();
    }
}
