package io.camkit.source.onvif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a device does not do what it was asked to: a SOAP fault (SOAP 1.2, part 1, section 5.4; some devices send SOAP 1.1's) with ONVIF's
 * codes.
 *
 * @param reason in the device's words; may be empty
 */
record SoapFault(Kind kind, String reason) {
    /** What a fault means to us. */
    enum Kind {
        PASSWORD,
        NOT_SUPPORTED,
        OTHER
    }

    private static final Set<String> PASSWORD = Set.of(
            "notauthorized", "failedauthentication", "invalidsecurity", "invalidsecuritytoken", "operationprohibited");
    private static final Set<String> NOT_SUPPORTED =
            Set.of("actionnotsupported", "optionalactionnotimplemented", "noptzprofile", "ptznotsupported");

    static SoapFault of(Element fault) {
        List<String> codes = codes(fault);
        Kind kind = codes.stream().anyMatch(PASSWORD::contains)
                ? Kind.PASSWORD
                : codes.stream().anyMatch(NOT_SUPPORTED::contains) ? Kind.NOT_SUPPORTED : Kind.OTHER;
        String reason = Stream.of(fault.text("Reason", "Text"), fault.text("faultstring"), String.join(" ", codes))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new SoapFault(kind, reason);
    }

    /** The code and its subcodes, without prefixes and in lower case. */
    private static List<String> codes(Element fault) {
        List<String> codes = new ArrayList<>();
        codes.add(local(fault.text("faultcode")));
        fault.find("Code").ifPresent(code -> collect(code, codes));
        return codes;
    }

    private static void collect(Element code, List<String> codes) {
        codes.add(local(code.text("Value")));
        code.find("Subcode").ifPresent(subcode -> collect(subcode, codes));
    }

    private static String local(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }
}
