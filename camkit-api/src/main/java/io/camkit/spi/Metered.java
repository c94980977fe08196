package io.camkit.spi;

import io.camkit.Cost;

/** A capability of sources whose work is done where it can be told apart, for example in a child process. */
public interface Metered {
    /**
     * What this attempt has cost until now. It may look into the system's books, and the core asks about once a second; after the end of
     * the work it answers what it knew last.
     */
    Cost cost();
}
