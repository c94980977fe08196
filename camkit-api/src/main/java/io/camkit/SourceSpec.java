package io.camkit;

import io.camkit.spi.Source;

/**
 * What a camera's frames come from: a small immutable value, made by a plugin's builder ({@code Rtsp.at(...)}) or from its text form.
 * Printing it shows no secret.
 */
public interface SourceSpec {
    /** The address without secrets, for logs and pages. */
    String describe();

    /** A new source that has not started. The core calls it once for every attempt. */
    Source open();
}
