/** Conversions by FFmpeg, and inputs that only FFmpeg reads; both in child JVMs. */
package io.camkit.codec.javacv;
