package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.CamkitException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailureTest {
    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new UnknownHostException("cam"), "CK-2401"),
                Arguments.of(new ConnectException("Connection refused: /10.0.0.5:554"), "CK-2402"),
                Arguments.of(new NoRouteToHostException("No route to host"), "CK-2403"),
                Arguments.of(new SocketException("Network is unreachable"), "CK-2403"),
                Arguments.of(new ConnectException("Connection timed out"), "CK-2404"),
                Arguments.of(new SocketException("Connection reset"), "CK-2405"),
                Arguments.of(new IOException("recvAddress(..) failed: Connection reset by peer"), "CK-2405"),
                Arguments.of(new IOException("Broken pipe"), "CK-2405"),
                Arguments.of(handshake(), "CK-2407"),
                Arguments.of(new IOException(handshake()), "CK-2407"),
                Arguments.of(new SSLException("not an SSL/TLS record"), "CK-2408"),
                Arguments.of(new IOException(), "CK-2409"));
    }

    private static Throwable handshake() {
        return new SSLHandshakeException("handshake").initCause(new CertificateException("PKIX path building failed"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void everyCauseHasItsCodeAndItsMend(Throwable cause, String code) {
        CamkitException failure = NetworkFailure.of(cause, "10.0.0.5:554");

        assertEquals(code, failure.code());
        assertEquals("10.0.0.5:554", failure.where());
        assertSame(cause, failure.getCause());
        assertFalse(failure.mend().isBlank());
    }

    @Test
    void whatIsReadableAlreadyStaysWhatItIs() {
        CamkitException known = NetworkFailure.closedByPeer("10.0.0.5:554");

        assertEquals("CK-2406", known.code());
        assertSame(known, NetworkFailure.of(known, "elsewhere"));
    }
}
