/**
 * What tests of camkit and of its plugins are made of.
 *
 * <p>It knows the API and JUnit alone. Tests that need a running kit ask {@link io.camkit.CamKit#create} for it and have
 * {@code camkit-core} on their class path.
 */
package io.camkit.testkit;
