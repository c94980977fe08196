/** Cameras that are found and steered by ONVIF. Users need {@link io.camkit.source.onvif.Onvif}. */
package io.camkit.source.onvif;
