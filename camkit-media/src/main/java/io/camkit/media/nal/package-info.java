/** What H.264 and H.265 have in common, whichever way their NAL units come. */
package io.camkit.media.nal;
