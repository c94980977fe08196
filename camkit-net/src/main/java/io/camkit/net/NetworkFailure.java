package io.camkit.net;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.Nullable;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says what a failed connection means to a person. An {@code address} is {@code host:port}. */
public final class NetworkFailure {
    private NetworkFailure() {}

    /** What an exception from resolving, connecting, reading or writing means. A {@link CamkitException} stays what it is. */
    public static CamkitException of(Throwable cause, String address) {
        if (cause instanceof CamkitException known) {
            return known;
        }
        if (cause instanceof UnknownHostException) {
            return unresolvable(address, cause);
        }
        if (find(cause, CertificateException.class) != null) {
            return untrusted(address, cause);
        }
        if (find(cause, SSLException.class) != null) {
            return noTls(address, cause);
        }
        return transport(cause, address);
    }

    private static CamkitException transport(Throwable cause, String address) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
            return unreachable(address, cause);
        }
        if (cause instanceof ConnectException) {
            return message.contains("timed out") ? silent(address, cause) : refused(address, cause);
        }
        if (message.contains("reset") || message.contains("broken pipe")) {
            return reset(address, cause);
        }
        return failure(
                "CK-2409",
                "the connection failed: " + cause.getMessage(),
                address,
                "check the network between this machine and the camera",
                Retry.RETRY,
                cause);
    }

    private static <T extends Throwable> @Nullable T find(Throwable cause, Class<T> type) {
        @Nullable Throwable at = cause;
        while (at != null && !type.isInstance(at)) {
            at = at.getCause();
        }
        return type.cast(at);
    }

    private static CamkitException unresolvable(String address, Throwable cause) {
        return failure(
                "CK-2401",
                "the host name is not known here",
                address,
                "check its spelling, or write the camera's IP address",
                Retry.RETRY,
                cause);
    }

    private static CamkitException refused(String address, Throwable cause) {
        return failure(
                "CK-2402",
                "nothing listens on this port",
                address,
                "check the port, and whether the camera has this service switched on",
                Retry.RETRY,
                cause);
    }

    private static CamkitException unreachable(String address, Throwable cause) {
        return failure(
                "CK-2403",
                "there is no way to this host",
                address,
                "check that the camera is on and in a network that this machine can reach",
                Retry.RETRY,
                cause);
    }

    private static CamkitException silent(String address, @Nullable Throwable cause) {
        return failure(
                "CK-2404",
                "no connection within " + Connector.DEADLINE.toSeconds() + " s",
                address,
                "check that the camera is on, and that no firewall is between",
                Retry.RETRY,
                cause);
    }

    private static CamkitException reset(String address, Throwable cause) {
        return failure(
                "CK-2405",
                "the connection was reset",
                address,
                "nothing to do if it is rare; else look for a restarting camera or a bad link",
                Retry.RETRY,
                cause);
    }

    private static CamkitException untrusted(String address, Throwable cause) {
        UntrustedCertificate shown = find(cause, UntrustedCertificate.class);
        return failure(
                "CK-2407",
                "the server's certificate is not trusted"
                        + (shown == null ? "" : " (SHA-256 " + shown.fingerprint() + ": " + shown.getMessage() + ")"),
                address,
                "if it is the camera's own, add #trust=sha256:<the digits above> to the address; else give the camera"
                        + " one that this machine's Java trusts",
                Retry.RETRY_SLOWLY,
                cause);
    }

    private static CamkitException noTls(String address, Throwable cause) {
        return failure(
                "CK-2408",
                find(cause, NotSslRecordException.class) == null
                        ? "no TLS connection came about: " + cause.getMessage()
                        : "this port does not speak TLS",
                address,
                "check whether this port speaks TLS; many cameras offer plain http on another port",
                Retry.RETRY,
                cause);
    }

    /** Neither connection nor refusal until the {@linkplain Connector#DEADLINE deadline}. */
    static CamkitException silent(String address) {
        return silent(address, null);
    }

    /** The other side ended the connection in good order. */
    public static CamkitException closedByPeer(String address) {
        return failure(
                "CK-2406",
                "the other side closed the connection",
                address,
                "nothing to do if it is rare; else see the camera's own log, or whether it has too many viewers",
                Retry.RETRY,
                null);
    }

    private static CamkitException failure(
            String code, String what, String address, String mend, Retry retry, @Nullable Throwable cause) {
        return new CamkitException(code, what, address, mend, retry, cause);
    }
}
