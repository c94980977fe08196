/** AAC (ISO/IEC 14496-3): its configuration. */
package io.camkit.media.aac;
