/** Child processes: started from argument lists, watched, and ended with nothing left behind. */
package io.camkit.process;
