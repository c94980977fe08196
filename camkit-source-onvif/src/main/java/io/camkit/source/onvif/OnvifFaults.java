package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.SourceEnd;
import java.util.List;

/** What can go wrong with one ONVIF device, each with its code and its mend. */
final class OnvifFaults {
    private final String where;

    /** @param where the address without secrets */
    OnvifFaults(String where) {
        this.where = where;
    }

    CamkitException badAddress(String what, String mend) {
        return fault("CK-2701", what, mend, Retry.GIVE_UP);
    }

    CamkitException notOnvif(String why) {
        return fault(
                "CK-2702",
                "the device does not speak ONVIF here: " + why,
                "check port and path (mostly /onvif/device_service), and whether ONVIF is switched on in the camera's settings",
                Retry.RETRY);
    }

    CamkitException noAnswer(String operation, long seconds) {
        return fault(
                "CK-2703",
                "no answer to " + operation + " within " + seconds + " s",
                "check that the port is the camera's ONVIF port; restart the camera if it worked before",
                Retry.RETRY);
    }

    /** @param clockKnown whether the device's clock could be read, so that it is not the clock */
    CamkitException wrongPassword(boolean clockKnown) {
        return clockKnown
                ? fault(
                        "CK-2704",
                        "the device refused the password",
                        "check `username` and `password`; many cameras have users of their own for ONVIF, to be made in their settings",
                        Retry.RETRY_SLOWLY)
                : fault(
                        "CK-2705",
                        "the device refused the password, or its clock is off: it does not tell its time",
                        "check `username` and `password`, and set the camera's clock",
                        Retry.RETRY_SLOWLY);
    }

    CamkitException passwordMissing() {
        return fault(
                "CK-2706",
                "the device asks for a password and none is given",
                "set `username` and `password`, or write onvif://user:password@…",
                Retry.RETRY_SLOWLY);
    }

    CamkitException noMedia() {
        return fault(
                "CK-2707",
                "the device has no media service that camkit knows (ver10)",
                "use the camera's RTSP address, from its manual",
                Retry.RETRY_SLOWLY);
    }

    CamkitException noProfile() {
        return fault(
                "CK-2708",
                "the device has no media profile with video",
                "add a profile with a video encoder in the camera's settings",
                Retry.RETRY_SLOWLY);
    }

    CamkitException unknownProfile(String wanted, List<String> there) {
        return fault(
                "CK-2709",
                "the device has no profile `" + wanted + "` with video; it has " + String.join(", ", there),
                "write one of these after `profile=`, or leave it out",
                Retry.RETRY_SLOWLY);
    }

    CamkitException unusableStream(String why) {
        return fault(
                "CK-2710",
                "the device names a stream that cannot be opened: " + why,
                "set the stream to RTSP in the camera's settings, or use the camera's address from its manual",
                Retry.RETRY_SLOWLY);
    }

    CamkitException refused(String operation, String reason) {
        return fault(
                "CK-2711",
                "the device refused " + operation + ": " + (reason.isEmpty() ? "it does not say why" : reason),
                "see the camera's own log; update its firmware",
                Retry.RETRY);
    }

    CamkitException unreadable(String why) {
        return fault(
                "CK-2712",
                "the device's answer cannot be read: " + why,
                "update the camera's firmware, or use its RTSP address",
                Retry.RETRY);
    }

    CamkitException notSupported(String operation) {
        return fault(
                "CK-2713",
                "the device does not support " + operation,
                "nothing to do if the camera cannot move; else switch it on in the camera's settings",
                Retry.GIVE_UP);
    }

    CamkitException unknownScheme() {
        return fault(
                "CK-2714",
                "the device asks for a password in a way that camkit does not know (401)",
                "set the camera's web authentication to Digest",
                Retry.RETRY_SLOWLY);
    }

    CamkitException badOrder(String what, String mend) {
        return fault("CK-2715", what, mend, Retry.GIVE_UP);
    }

    CamkitException tooManyOrders() {
        return fault(
                "CK-2717",
                "the device has too many orders to answer already",
                "wait until it has answered, then try again",
                Retry.RETRY);
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
