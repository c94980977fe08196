package io.camkit;

/** A source whose camera also gives single pictures over HTTP. */
public interface SnapshotUri {
    /** Where, without credentials: those of the source are asked for there too. */
    String snapshotUri();
}
