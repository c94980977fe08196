/** Fragmented MP4 (ISO/IEC 14496-12 and 14496-15). */
package io.camkit.media.mp4;
