package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.SourceEnd;

/** What can go wrong with one Raspberry Pi camera, each with its code and its mend. */
record PiFaults(String where) {
    private static final String CHECK = "; `rpicam-hello --list-cameras` shows whether it worked";

    CamkitException badNumber() {
        return fault(
                "CK-2511",
                "this is no camera of a Raspberry Pi",
                "write `picamera:` and the camera's number from 0 to 9, for example picamera:0?width=1280&height=720&fps=30",
                Retry.GIVE_UP);
    }

    CamkitException unknownOption(String name) {
        return fault(
                "CK-2512",
                "a Raspberry Pi camera has no option `" + name + "`",
                "use " + Option.names(),
                Retry.GIVE_UP);
    }

    CamkitException badValue(Option option, String value) {
        return fault(
                "CK-2513",
                "`" + option.text() + "` cannot be `" + value + "`",
                "write " + option.value().wanted(),
                Retry.GIVE_UP);
    }

    CamkitException notTogether(String what, String mend) {
        return fault("CK-2514", what, mend, Retry.GIVE_UP);
    }

    CamkitException notAPi() {
        return fault(
                "CK-2521",
                "neither rpicam-vid nor libcamera-vid is there, and this machine is no Raspberry Pi",
                "run camkit on the Raspberry Pi that the camera is attached to",
                Retry.RETRY_SLOWLY);
    }

    CamkitException toolMissing() {
        return fault(
                "CK-2522",
                "neither rpicam-vid nor libcamera-vid is on the PATH",
                "on Raspberry Pi OS 12 or later: sudo apt install -y rpicam-apps; on version 11: libcamera-apps."
                        + " Other systems have none, so install Raspberry Pi OS",
                Retry.RETRY_SLOWLY);
    }

    CamkitException wrongSystem(String said) {
        return fault(
                "CK-2523",
                "this system cannot run the camera (" + said + ")",
                "use Raspberry Pi OS 11 or later, and remove `start_x=1` (the legacy camera) from config.txt",
                Retry.RETRY_SLOWLY);
    }

    CamkitException notConfigured(String file) {
        return fault(
                "CK-2524",
                "no camera was found, and " + file + " names none",
                "write `camera_auto_detect=1` into " + file
                        + ", or for a camera of another maker its `dtoverlay=` line, and restart the Pi" + CHECK,
                Retry.RETRY_SLOWLY);
    }

    CamkitException noCamera() {
        return fault(
                "CK-2525",
                "no camera was found (no cameras available)",
                "switch the Pi off and push the ribbon cable in again at both ends, its contacts towards the socket's;"
                        + " a Pi 5 or Zero needs a narrower cable than others" + CHECK,
                Retry.RETRY_SLOWLY);
    }

    CamkitException notPermitted(String said) {
        return fault(
                "CK-2526",
                "the user who runs camkit may not use the camera (" + said + ")",
                "sudo usermod -aG video USER for that user, then log in again or restart the service",
                Retry.RETRY_SLOWLY);
    }

    CamkitException inUse() {
        return fault(
                "CK-2527",
                "another program is using the camera (pipeline handler in use by another process)",
                "end it: `sudo fuser -v /dev/media*` shows which one it is; a Pi's camera serves one program at a time",
                Retry.RETRY);
    }

    CamkitException noSuchNumber(int number) {
        return fault(
                "CK-2528",
                "there is no camera number " + number,
                "use a number that `rpicam-hello --list-cameras` shows; counting begins at 0",
                Retry.RETRY_SLOWLY);
    }

    CamkitException notAnswering(String said) {
        return fault(
                "CK-2529",
                "the camera stopped answering (" + said + ")",
                "push its cable in again at both ends, try another cable, and check the power supply",
                Retry.RETRY);
    }

    CamkitException toolTooOld(String said) {
        return fault(
                "CK-2530",
                "the tool is too old for camkit (" + said + ")",
                "sudo apt update && sudo apt full-upgrade",
                Retry.RETRY_SLOWLY);
    }

    CamkitException noEncoder(String said) {
        return fault(
                "CK-2531",
                "the tool cannot encode H.264 here (" + said + ")",
                "sudo apt install -y rpicam-apps in place of rpicam-apps-lite, or set `codec=mjpeg`",
                Retry.RETRY_SLOWLY);
    }

    CamkitException noMemory(String said) {
        return fault(
                "CK-2532",
                "there is not enough memory for the camera (" + said + ")",
                "choose a smaller picture, or give the camera more with `dtoverlay=vc4-kms-v3d,cma-256` in config.txt",
                Retry.RETRY_SLOWLY);
    }

    CamkitException silent(String last) {
        return fault(
                "CK-2533",
                "the camera's program sent nothing for too long" + quoted(last),
                "nothing to do, it is started again; if it happens often, check cable and power supply",
                Retry.RETRY);
    }

    CamkitException died(int status, String last) {
        return fault(
                "CK-2534",
                "the camera's program ended with " + status + quoted(last),
                "nothing to do, it is started again; if it happens often, run `rpicam-vid -t 5000 -o test.h264` by hand",
                Retry.RETRY);
    }

    private static String quoted(String last) {
        return last.isEmpty() ? ", without a word" : "; its last words: " + last;
    }

    CamkitException stopped() {
        return SourceEnd.stopped(where);
    }

    CamkitException defect(Throwable cause) {
        return SourceEnd.failed(cause, where);
    }

    private CamkitException fault(String code, String what, String mend, Retry retry) {
        return new CamkitException(code, what, where, mend, retry);
    }
}
