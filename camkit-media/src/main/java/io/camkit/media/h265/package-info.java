/** H.265 (ITU-T H.265): NAL units and parameter sets. */
package io.camkit.media.h265;
