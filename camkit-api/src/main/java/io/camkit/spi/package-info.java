/**
 * What the author of a plugin programs against.
 *
 * <p>A plugin implements {@link io.camkit.spi.Source}, {@link io.camkit.spi.Processor} or {@link io.camkit.spi.Sink} and names a
 * provider in {@code META-INF/services}. It sees no other module of the runtime.
 */
package io.camkit.spi;
