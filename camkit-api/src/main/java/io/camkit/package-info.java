/**
 * What somebody who uses camkit programs against.
 *
 * <p>{@link io.camkit.CamKit} owns everything; {@link io.camkit.CamKit#camera(String)} assembles a camera from a source, processors
 * and sinks. Frames are counted: see {@link io.camkit.Frame} for the one ownership rule.
 */
package io.camkit;
