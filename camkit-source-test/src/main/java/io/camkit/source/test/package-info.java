/**
 * Cameras that need no camera: a running clock, the frame number as a barcode, and moving shapes, as JPEG or H.264.
 *
 * <p>Begin at {@link io.camkit.source.test.TestCamera}.
 */
package io.camkit.source.test;
