package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.spi.SourceAddress;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Question and answers of WS-Discovery (version 1.0 of April 2005, which ONVIF uses), one datagram each. */
final class ProbeMatches {
    private static final String DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    private static final String SCOPE = "onvif://www.onvif.org/";
    private static final int MAX_MATCHES = 16;
    private static final int LONGEST = 100;

    private ProbeMatches() {}

    /** Asks for every device that sends video. */
    static byte[] probe(String messageId) {
        String header = "<a:MessageID xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">" + messageId
                + "</a:MessageID><a:To xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">"
                + "urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>"
                + "<a:Action xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">" + DISCOVERY
                + "/Probe</a:Action>";
        String body =
                "<d:Probe xmlns:d=\"" + DISCOVERY + "\"><d:Types xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\">"
                        + "dn:NetworkVideoTransmitter</d:Types></d:Probe>";
        return Envelope.of(header, body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The devices in an answer; none when it answers another question or cannot be read.
     *
     * @param from where the answer came from, which is where its devices are
     */
    static List<OnvifDevice> read(byte[] datagram, String messageId, InetAddress from) {
        Element envelope;
        try {
            envelope = XmlReader.read(datagram);
        } catch (XmlReader.Unreadable e) {
            return List.of();
        }
        if (!envelope.text("Header", "RelatesTo").equals(messageId)) {
            return List.of();
        }
        return envelope.find("Body", "ProbeMatches").stream()
                .flatMap(matches -> matches.all("ProbeMatch").stream())
                .limit(MAX_MATCHES)
                .flatMap(match -> device(match, from).stream())
                .toList();
    }

    private static Optional<OnvifDevice> device(Element match, InetAddress from) {
        List<String> scopes = List.of(match.text("Scopes").split("\\s+"));
        return Stream.of(match.text("XAddrs").split("\\s+"))
                .flatMap(address -> here(address, from).stream())
                .findFirst()
                .map(address -> new OnvifDevice(address, scope(scopes, "name/"), scope(scopes, "hardware/")));
    }

    private static Optional<String> here(String address, InetAddress from) {
        try {
            SourceAddress there = SourceAddress.parse(address, Optional.empty());
            if (!there.scheme().equals("http")) {
                return Optional.empty();
            }
            var found = new SourceAddress(
                    "onvif", from.getHostAddress(), there.port(), there.path(), "", "", Optional.empty());
            Onvif.of(found); // the path is the device's word
            return Optional.of(found.toString());
        } catch (CamkitException e) {
            return Optional.empty();
        }
    }

    private static String scope(List<String> scopes, String kind) {
        String written = scopes.stream()
                .filter(scope -> scope.startsWith(SCOPE + kind))
                .map(scope -> scope.substring((SCOPE + kind).length()))
                .findFirst()
                .orElse("");
        String decoded;
        try {
            decoded = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            decoded = written;
        }
        String line = decoded.replaceAll("\\p{Cntrl}", "?");
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
