package io.camkit;

/** A user name and its password, as a camera asks for them. Prints without the password. */
public record Credentials(String username, Secret password) {
    /** A token, which has no user name. */
    public static Credentials token(String token) {
        return of("", token);
    }

    /** Credentials from plain text. */
    public static Credentials of(String username, String password) {
        return new Credentials(username, Secret.of(password));
    }
}
