/** H.264 (ITU-T H.264) as far as a server needs it that never decodes: NAL units, parameter sets, access units and their times. */
package io.camkit.media.h264;
