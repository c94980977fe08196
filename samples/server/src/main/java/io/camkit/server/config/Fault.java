package io.camkit.server.config;

import io.camkit.CamkitException;

/**
 * One thing that is wrong in the configuration. Its text carries no secret.
 *
 * @param code stable, see {@code docs/errors/samples-server.md}
 * @param at where it is written
 * @param what is wrong
 * @param mend what to do about it
 */
public record Fault(String code, Position at, String what, String mend) {
    /** The same as something that ends one camera for good. */
    CamkitException asException() {
        return new CamkitException(code, what, at.toString(), mend, CamkitException.Retry.GIVE_UP);
    }

    /** One line, as the command line prints it. */
    @Override
    public String toString() {
        return at + ": " + code + " " + what + ". Mend: " + mend;
    }
}
