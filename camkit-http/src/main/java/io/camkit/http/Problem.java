package io.camkit.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/**
 * Why a request is not served (RFC 9457).
 *
 * @param headers that this answer has besides the usual ones
 */
record Problem(int status, String code, String detail, String mend, Map<String, String> headers) {
    static final String TYPE = "application/problem+json";

    /** What is sent. */
    record Document(String type, String title, int status, String code, String detail, String mend) {}

    Problem(int status, String code, String detail, String mend) {
        this(status, code, detail, mend, Map.of());
    }

    Document document() {
        return new Document(
                "about:blank", HttpResponseStatus.valueOf(status).reasonPhrase(), status, code, detail, mend);
    }

    /** The same for everything that does not exist or may not be seen. */
    static Problem notFound() {
        return new Problem(404, "CK-5104", "there is nothing here, or not for you", "check the address");
    }

    /** The same for every path. */
    static Problem unauthorized() {
        return new Problem(
                401,
                "CK-5204",
                "nobody is logged in",
                "send `Authorization: Bearer` with a token, or ask whoever runs this server for a link",
                Map.of("WWW-Authenticate", "Bearer"));
    }

    /** The same for every path; RFC 6750, section 3.1. */
    static Problem wrongToken() {
        return new Problem(
                401,
                "CK-5209",
                "this token is not known here",
                "check that it is whole, or ask whoever runs this server for another",
                Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    static Problem malformed(String detail) {
        return new Problem(400, "CK-5105", detail, "send a request that RFC 9112 allows");
    }

    static Problem tooLarge(int limit) {
        return new Problem(413, "CK-5106", "the body is larger than " + limit + " bytes", "send less");
    }
}
