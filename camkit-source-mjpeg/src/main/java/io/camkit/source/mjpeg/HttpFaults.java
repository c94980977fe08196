package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.SourceEnd;

/** What can go wrong with one HTTP camera, each with its code and its mend. */
final class HttpFaults {
    private final String where;

    /** @param where the address without secrets */
    HttpFaults(String where) {
        this.where = where;
    }

    CamkitException badAddress(String what, String mend) {
        return fault("CK-2201", what, mend, Retry.GIVE_UP);
    }

    CamkitException notHttp(String why) {
        return fault(
                "CK-2202",
                "the server does not speak HTTP: " + why,
                "check the port, and whether it wants https",
                Retry.RETRY);
    }

    CamkitException noAnswer(long seconds) {
        return fault(
                "CK-2203",
                "no answer within " + seconds + " s",
                "check that the port is the camera's web port; restart the camera if it worked before",
                Retry.RETRY);
    }

    CamkitException wrongPassword(String scheme) {
        return fault(
                "CK-2204",
                "the server refused the password (401 after " + scheme + ")",
                "check `username` and `password`",
                Retry.RETRY_SLOWLY);
    }

    CamkitException passwordMissing() {
        return fault(
                "CK-2206",
                "the server asks for a password and none is given (401)",
                "set `username` and `password`, or write http://user:password@…",
                Retry.RETRY_SLOWLY);
    }

    CamkitException unknownScheme() {
        return fault(
                "CK-2216",
                "the server asks for a password in a way that camkit does not know (401)",
                "set the camera's web authentication to Digest or Basic",
                Retry.RETRY_SLOWLY);
    }

    /** What a status other than 200 means. */
    CamkitException status(int status, String reason) {
        return switch (status) {
            case 403 ->
                fault(
                        "CK-2215",
                        "the server does not show the stream to this user (403)",
                        "give the user the right to view in the camera's settings",
                        Retry.RETRY_SLOWLY);
            case 404 ->
                fault(
                        "CK-2205",
                        "the server has nothing under this path (404)",
                        "check the path in the camera's manual; upper and lower case matter",
                        Retry.RETRY);
            default ->
                fault(
                        "CK-2212",
                        "the server answered " + (status + " " + reason).strip(),
                        status == 503 ? "the camera is busy: end other viewers" : "see the camera's own log",
                        Retry.RETRY);
        };
    }

    CamkitException notFollowed(String why) {
        return fault(
                "CK-2210",
                "the server sends us elsewhere, and " + why,
                "use the address at which the stream is in the end",
                Retry.RETRY);
    }

    CamkitException wrongType(String type) {
        return fault(
                "CK-2207",
                "this address answers with " + (type.isEmpty() ? "something without a content type" : type)
                        + ", not with pictures",
                "use the address of the camera's MJPEG stream or of its JPEG snapshot, not its web page",
                Retry.RETRY);
    }

    CamkitException unreadableMultipart(String why) {
        return fault(
                "CK-2214",
                "the stream cannot be taken apart: " + why,
                "check that the address is the camera's MJPEG stream, or report it with the camera's model",
                Retry.RETRY);
    }

    CamkitException tooLarge(String what) {
        return fault("CK-2213", what, "set a smaller picture or a lower quality in the camera", Retry.RETRY);
    }

    CamkitException defect(Throwable cause) {
        return SourceEnd.failed(cause, where);
    }

    CamkitException stopped() {
        return SourceEnd.stopped(where);
    }

    private CamkitException fault(String code, String what, String mend, Retry retry) {
        return new CamkitException(code, what, where, mend, retry);
    }
}
