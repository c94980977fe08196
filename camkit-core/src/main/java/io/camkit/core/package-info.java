/**
 * The runtime: cameras, rings, feeds, supervision, plugins, metrics.
 *
 * <p>Follow a frame: a source emits into its {@link io.camkit.core.Attempt}, {@link io.camkit.core.FrameIntake} checks it and appends it
 * to the {@link io.camkit.core.Ring}, which wakes one {@link io.camkit.core.DrainGroup} per executor, which moves each {@link
 * io.camkit.core.Cursor} forward. {@link io.camkit.core.Supervisor} decides when an attempt begins and ends.
 */
package io.camkit.core;
