/** Fake cameras that fail when told to. */
package io.camkit.testkit.devices;
