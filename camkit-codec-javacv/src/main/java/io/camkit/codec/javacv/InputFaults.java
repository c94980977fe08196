package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.SourceEnd;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.List;

/**
 * What can go wrong with one input, each with its code and its mend.
 *
 * @param where the address without secrets
 * @param host where it connects, {@code host:port}; empty for what is on this machine
 */
record InputFaults(String where, String host) {
    private static final int NO_SUCH_FILE = -2;
    private static final int INPUT_OUTPUT = -5;
    private static final int NOT_PERMITTED = -13;
    private static final int BUSY = -16;
    private static final int NO_SUCH_DEVICE = -19;
    private static final int IS_DIRECTORY = -21;
    private static final int INVALID = -22;
    private static final int NOT_A_DEVICE = -25;
    private static final int BROKEN_PIPE = -32;
    private static final int NETWORK_UNREACHABLE = -101;
    private static final int RESET = -104;
    private static final int TIMED_OUT = -110;
    private static final int REFUSED = -111;
    private static final int HOST_UNREACHABLE = -113;

    /** Numbers of FFmpeg's own are four letters, the first in the lowest byte, below zero. */
    private static int tag(int first, int second, int third, int fourth) {
        return -(first | (second << 8) | (third << 16) | (fourth << 24));
    }

    private static final int END = tag('E', 'O', 'F', ' ');
    private static final int INVALID_DATA = tag('I', 'N', 'D', 'A');
    private static final int NO_PROTOCOL = tag(0xF8, 'P', 'R', 'O');
    private static final int UNAUTHORIZED = tag(0xF8, '4', '0', '1');
    private static final int FORBIDDEN = tag(0xF8, '4', '0', '3');
    private static final int NOT_FOUND = tag(0xF8, '4', '0', '4');

    CamkitException badAddress(String what) {
        return fault(
                "CK-4110",
                what,
                "write ffmpeg: and one of rtmp://, rtmps://, srt://, http://, https://, rtsp://, rtsps://, the path of a file"
                        + " from the root, or v4l2: and a camera's name or device",
                Retry.GIVE_UP);
    }

    CamkitException badOption(String what, String mend) {
        return fault("CK-4111", what, mend, Retry.GIVE_UP);
    }

    CamkitException unreadable(String why) {
        return fault(
                "CK-4112",
                "the file cannot be read: " + why,
                "check the path, and that the user who runs camkit may read the file",
                Retry.RETRY_SLOWLY);
    }

    CamkitException notUnderstood(String said) {
        return fault(
                "CK-4113",
                "this is nothing that can be played (" + said + ")",
                "check that the address is a stream's and not a web page's, that its scheme is what the server speaks, and that"
                        + " the server's certificate is trusted here (`#trust=any` takes every one)",
                Retry.RETRY);
    }

    CamkitException notLetIn() {
        return fault(
                "CK-4114",
                "the server asks for a password, or refuses the one given (401)",
                "check `username` and `password`",
                Retry.RETRY_SLOWLY);
    }

    CamkitException refusedByServer(String said) {
        return fault(
                "CK-4115",
                "the server does not give the stream (" + said + ")",
                "check the path; see the server's own log",
                Retry.RETRY);
    }

    CamkitException leadsOut() {
        return fault(
                "CK-4116",
                "the input leads to something that it may not open",
                "use an address that needs no other protocol than its own; an https playlist cannot name http, nor any"
                        + " playlist a file, and no redirect leads from https to http",
                Retry.RETRY_SLOWLY);
    }

    CamkitException noVideo(boolean audio, List<String> ignored) {
        List<String> videos = ignored.stream()
                .filter(name -> name.startsWith("video "))
                .map(name -> name.substring("video ".length()))
                .toList();
        if (!videos.isEmpty()) {
            return fault(
                    "CK-4118",
                    "the video is " + String.join(", ", videos) + ", which camkit does not carry",
                    "set the camera or the encoder to H.264",
                    Retry.RETRY_SLOWLY);
        }
        return fault(
                "CK-4117",
                audio ? "the input is audio only" : "the input has no video",
                "choose an address or a file with video",
                Retry.RETRY);
    }

    CamkitException notOpened(long seconds) {
        return fault(
                "CK-4119",
                "the input did not open within " + seconds + " s",
                "check that something answers there, and in the protocol of the address",
                Retry.RETRY);
    }

    CamkitException noPicture(long seconds) {
        return fault(
                "CK-4120",
                "the input is open, but no picture that can be shown came"
                        + (seconds > 0 ? " within " + seconds + " s" : ""),
                "check that the camera sends, and key frames every second or two",
                Retry.RETRY);
    }

    CamkitException noSuchCamera(List<String> others) {
        return fault(
                "CK-4121",
                "this machine has no such camera",
                others.isEmpty()
                        ? "plug one in; there is none now"
                        : "plug it in, or use one of those that are there: " + String.join(", ", others),
                Retry.RETRY);
    }

    private CamkitException cameraBusy() {
        return fault(
                "CK-4122",
                "another program is using the camera",
                "end it: `sudo fuser -v /dev/video*` shows which one it is",
                Retry.RETRY);
    }

    private CamkitException cameraCannot(String said) {
        return fault(
                "CK-4123",
                "the camera does not offer what is asked of it (" + said + ")",
                "choose another `codec`, `size` or `fps`: `v4l2-ctl --list-formats-ext` shows what it has; one that has"
                        + " raw pictures only cannot be used",
                Retry.RETRY_SLOWLY);
    }

    private CamkitException cameraLocked() {
        return fault(
                "CK-4124",
                "the user who runs camkit may not use the camera",
                "sudo usermod -aG video USER for that user, then log in again or restart the service",
                Retry.RETRY_SLOWLY);
    }

    CamkitException ownGround(String what) {
        return fault(
                "CK-4125", what, "where that is meant, say so: the option is called `allowLocal`", Retry.RETRY_SLOWLY);
    }

    CamkitException noAuthorities() {
        return fault(
                "CK-4126",
                "there is no list of certificate authorities on this machine, so that nobody can be believed",
                "install the package ca-certificates, or add #trust=any where that is acceptable",
                Retry.RETRY_SLOWLY);
    }

    private CamkitException broken(String said) {
        return fault(
                "CK-4127",
                "FFmpeg gave up: " + said,
                "see FFmpeg's own words in the log, where io.camkit.codec.javacv.ffmpeg is at DEBUG; try the same address with `ffprobe`",
                Retry.RETRY);
    }

    /** The input came to its end in good order. */
    CamkitException over() {
        return host.isEmpty() ? SourceEnd.ended("the input came to its end", where) : NetworkFailure.closedByPeer(host);
    }

    CamkitException stopped() {
        return SourceEnd.stopped(where);
    }

    CamkitException defect(Throwable cause) {
        return SourceEnd.failed(cause, where);
    }

    /** What FFmpeg's number means for this kind of input. */
    CamkitException of(InputKind kind, InputFailure failure) {
        int error = failure.error();
        if (error == END) {
            return over();
        }
        if (error == INVALID_DATA) {
            return notUnderstood(failure.said());
        }
        if (error == NO_PROTOCOL) {
            return leadsOut();
        }
        return switch (kind) {
            case FILE -> ofFile(failure);
            case V4L2 -> ofCamera(failure);
            default -> ofNetwork(failure);
        };
    }

    private CamkitException ofFile(InputFailure failure) {
        return switch (failure.error()) {
            case NO_SUCH_FILE, NOT_PERMITTED, IS_DIRECTORY -> unreadable(failure.said());
            case INVALID -> leadsOut();
            default -> broken(failure.said());
        };
    }

    private CamkitException ofCamera(InputFailure failure) {
        return switch (failure.error()) {
            case NO_SUCH_FILE, NO_SUCH_DEVICE, NOT_A_DEVICE -> noSuchCamera(List.of());
            case NOT_PERMITTED -> cameraLocked();
            case BUSY -> cameraBusy();
            case INVALID -> cameraCannot(failure.said());
            default -> broken(failure.said());
        };
    }

    private CamkitException ofNetwork(InputFailure failure) {
        int error = failure.error();
        if (error == UNAUTHORIZED) {
            return notLetIn();
        }
        if (error == FORBIDDEN || error == NOT_FOUND || isStatus(error)) {
            return refusedByServer(failure.said());
        }
        return switch (error) {
            case REFUSED -> NetworkFailure.of(new ConnectException("Connection refused"), host);
            case TIMED_OUT -> NetworkFailure.of(new ConnectException("Connection timed out"), host);
            case HOST_UNREACHABLE, NETWORK_UNREACHABLE ->
                NetworkFailure.of(new NoRouteToHostException("unreachable"), host);
            case RESET, BROKEN_PIPE -> NetworkFailure.of(new SocketException("Connection reset"), host);
            case INPUT_OUTPUT ->
                failure.opened()
                        ? NetworkFailure.of(new SocketException("Connection reset"), host)
                        : notUnderstood(failure.said());
            case INVALID -> notUnderstood(failure.said());
            default -> broken(failure.said());
        };
    }

    private static boolean isStatus(int error) {
        int letters = -error;
        int hundreds = (letters >> 8) & 0xff;
        return (letters & 0xff) == 0xF8 && (hundreds == '4' || hundreds == '5');
    }

    private CamkitException fault(String code, String what, String mend, Retry retry) {
        return new CamkitException(code, what, where, mend, retry);
    }
}
