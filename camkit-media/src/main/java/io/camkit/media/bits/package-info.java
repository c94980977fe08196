/** Reading bit by bit, for the formats beside it; not exported. */
package io.camkit.media.bits;
