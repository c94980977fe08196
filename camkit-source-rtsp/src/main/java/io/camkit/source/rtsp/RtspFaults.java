package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.SourceEnd;

/** What can go wrong with one RTSP address, each with its code and its mend. */
final class RtspFaults {
    private final String where;

    /** @param where the address without secrets */
    RtspFaults(String where) {
        this.where = where;
    }

    CamkitException badAddress(String what, String mend) {
        return fault("CK-2101", what, mend, Retry.GIVE_UP);
    }

    CamkitException notRtsp(String seen) {
        return fault(
                "CK-2102",
                "the server does not speak RTSP: it sent " + seen,
                "check the port; RTSP is mostly on 554, and a camera's web pages are not its stream",
                Retry.RETRY);
    }

    CamkitException noAnswer(String method, long seconds) {
        return fault(
                "CK-2103",
                "no answer to " + method + " within " + seconds + " s",
                "check that the port is the RTSP port; restart the camera if it worked before",
                Retry.RETRY);
    }

    CamkitException slowStart(long seconds) {
        return fault(
                "CK-2103",
                "the stream did not start within " + seconds + " s",
                "restart the camera; see whether it has too many viewers",
                Retry.RETRY);
    }

    CamkitException wrongPassword(String scheme) {
        return fault(
                "CK-2104",
                "the server refused the password (401 after " + scheme + ")",
                "check `username` and `password`",
                Retry.RETRY_SLOWLY);
    }

    private CamkitException wrongPath() {
        return fault(
                "CK-2105",
                "the server has no stream under this path (404)",
                "check the path in the camera's manual; upper and lower case matter",
                Retry.RETRY);
    }

    CamkitException passwordMissing() {
        return fault(
                "CK-2106",
                "the server asks for a password and none is given (401)",
                "set `username` and `password`, or write rtsp://user:password@…",
                Retry.RETRY_SLOWLY);
    }

    CamkitException unsupportedCodec(String codecs) {
        return fault(
                "CK-2107",
                "the video is " + codecs + ", which camkit cannot receive over RTSP",
                "set the camera's stream to H.264",
                Retry.RETRY_SLOWLY);
    }

    CamkitException noVideo(String audio) {
        return fault(
                "CK-2108",
                audio.isEmpty() ? "the stream has no video" : "the stream is audio only (" + audio + "), without video",
                "choose a path with video, or switch the camera's video on",
                Retry.RETRY);
    }

    CamkitException transportRefused(Rtsp.Transport transport, String answer) {
        return fault(
                "CK-2109",
                "the server does not send over " + transport + " (" + answer + ")",
                "allow RTP over TCP (interleaved) or UDP (unicast) in the camera's settings",
                Retry.RETRY);
    }

    CamkitException nothingHeard(Rtsp.Transport transport, long seconds) {
        return fault(
                "CK-2117",
                "the server plays, but no packet came over " + transport + " within " + seconds + " s",
                "look for a firewall between this machine and the camera",
                Retry.RETRY);
    }

    CamkitException goodbye() {
        return fault(
                "CK-2118",
                "the server says that the stream has ended (RTCP BYE)",
                "nothing to do if it is rare; else see the camera's own log",
                Retry.RETRY);
    }

    CamkitException notFollowed(String why) {
        return fault(
                "CK-2110",
                "the server sends us elsewhere, and that is not followed: " + why,
                "use the address that the stream really has",
                Retry.RETRY);
    }

    private CamkitException sessionLost() {
        return fault(
                "CK-2111",
                "the server has forgotten the session (454)",
                "nothing to do if it is rare; else look for a restarting camera",
                Retry.RETRY);
    }

    private CamkitException status(String method, int status, String reason) {
        return fault(
                "CK-2112",
                "the server answered " + method + " with " + (status + " " + reason).strip(),
                status == 453 || status == 503
                        ? "the camera is busy: end other viewers, or use its second stream"
                        : "see the camera's own log",
                Retry.RETRY);
    }

    CamkitException tooLarge(String what, int limit) {
        return fault(
                "CK-2113",
                what + " exceeds " + limit / 1024 + " KiB",
                "check that this is a camera's RTSP address",
                Retry.RETRY);
    }

    CamkitException unreadableDescription(String why) {
        return fault(
                "CK-2114",
                "the description of the stream cannot be read: " + why,
                "update the camera's firmware, or report it with the camera's model",
                Retry.RETRY);
    }

    private CamkitException forbidden() {
        return fault(
                "CK-2115",
                "the server knows this user but does not show the stream (403)",
                "give the user the right to view in the camera's settings",
                Retry.RETRY_SLOWLY);
    }

    CamkitException unknownScheme() {
        return fault(
                "CK-2116",
                "the server asks for a password in a way that camkit does not know (401)",
                "set the camera's RTSP authentication to Digest or Basic",
                Retry.RETRY_SLOWLY);
    }

    /** What the server's answer to a request means that did not succeed. */
    CamkitException of(String method, RtspMessage answer) {
        return switch (answer.status()) {
            case 403 -> forbidden();
            case 404 -> wrongPath();
            case 454 -> sessionLost();
            default -> status(method, answer.status(), answer.phrase());
        };
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
