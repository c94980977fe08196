package io.camkit.source.esp32;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;

/** What can go wrong with a device, each with its code and its mend. */
final class DeviceFaults {
    private DeviceFaults() {}

    static CamkitException noServer() {
        return fault(
                "CK-2601",
                "there is no HTTP server for the device to call",
                "add CamHttp before the camera is started: CamHttp.on(kit, 8080)",
                Retry.GIVE_UP);
    }

    static CamkitException badAddress(String what, String mend) {
        return fault("CK-2602", what, mend, Retry.GIVE_UP);
    }

    static CamkitException waiting(Esp32 spec, String camera) {
        String where = spec.legacyPort().isPresent() ? "its legacy port" : "/ingest/" + camera;
        return fault(
                "CK-2603",
                "waiting for the device to call " + where,
                "switch it on; check its Wi-Fi, and the server's address and the token in its config.h",
                Retry.RETRY);
    }

    static CamkitException gone(String peer) {
        return fault(
                "CK-2604",
                "the connection of the device at " + peer + " ended",
                "nothing to do if it is rare; else look at its power supply and its Wi-Fi",
                Retry.RETRY);
    }

    static CamkitException noPictures(int messages) {
        return fault(
                "CK-2605",
                "the device sent " + messages + " messages in a row that are no whole JPEG",
                "set the camera's pixel format to JPEG, and look at its power supply",
                Retry.RETRY);
    }

    static CamkitException badToken() {
        return fault(
                "CK-2606",
                "a device's token is 64 hexadecimal digits, or sha256: and 64 of them",
                "make one with `openssl rand -hex 32`",
                Retry.GIVE_UP);
    }

    static CamkitException notSent() {
        return fault(
                "CK-2608", "the device is not connected, or has too many commands to answer", "try again", Retry.RETRY);
    }

    static CamkitException notAnswered() {
        return fault(
                "CK-2609",
                "the device did not answer the command",
                "try again; look whether it still sends pictures",
                Retry.RETRY);
    }

    static CamkitException refused(String why) {
        return fault(
                "CK-2610",
                "the device refused the command: " + why,
                "ask for something that this device can do",
                Retry.GIVE_UP);
    }

    static CamkitException portTaken(int port, String why) {
        return fault(
                "CK-2611",
                "the legacy port " + port + " cannot be had: " + why,
                "stop what listens there, or give the camera another one",
                Retry.RETRY_SLOWLY);
    }

    private static CamkitException fault(String code, String what, String mend, Retry retry) {
        return new CamkitException(code, what, "", mend, retry);
    }
}
