/** JPEG (ITU-T T.81): what its headers say, and whether it is whole. */
package io.camkit.media.jpeg;
