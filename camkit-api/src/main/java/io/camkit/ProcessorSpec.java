package io.camkit;

import io.camkit.spi.Processor;

/** A transform to put between source and feed: a small immutable value made by a plugin's builder. */
public interface ProcessorSpec {
    /** What it does, for logs and pages. */
    String describe();

    /** A new processor. The core calls it once for every camera. */
    Processor open();
}
