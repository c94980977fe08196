package io.camkit;

/** A user name and its password, as a camera asks for them. Prints without the password. */
public record Credentials(String username, Secret password) {
    /** Credentials from plain text. */
    public static Credentials of(String username, String password) {
        return new Credentials(username, Secret.of(password));
    }
}
