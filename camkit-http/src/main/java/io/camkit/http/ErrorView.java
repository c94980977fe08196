package io.camkit.http;

import io.camkit.CamkitException;

/** What went wrong, as pages see it. */
record ErrorView(String code, String what, String mend) {
    static ErrorView of(CamkitException error) {
        return new ErrorView(error.code(), error.what(), error.mend());
    }
}
