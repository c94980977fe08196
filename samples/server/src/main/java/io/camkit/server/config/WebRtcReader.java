package io.camkit.server.config;

import io.camkit.sink.webrtc.WebRtcOptions;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Optional;

/** Reads {@code webrtc}. */
final class WebRtcReader {
    /** What other camera servers use, too: who has a rule for it in a router need not change it. */
    private static final int USUAL_PORT = 8555;

    private static final int MAX_PORT = 65_535;

    private final List<Fault> faults;

    WebRtcReader(List<Fault> faults) {
        this.faults = faults;
    }

    /** Media goes where the pages are: what listens on this machine alone sends nothing further. */
    WebRtcOptions read(Section section, ListenConfig listen) {
        boolean onlyHere = listen.bind().isLoopbackAddress();
        WebRtcOptions options = WebRtcOptions.defaults()
                .withUdpPort(section.integer("udpPort", 0, MAX_PORT).orElse(onlyHere ? 0 : USUAL_PORT));
        Optional<String> publicAddress = section.text("publicAddress").flatMap(this::address);
        section.end();
        if (!listen.bind().isAnyLocalAddress()) {
            options = options.withBind(listen.bind().getHostAddress());
        }
        return publicAddress.map(options::withPublicAddress).orElse(options);
    }

    private Optional<String> address(Setting setting) {
        String text = setting.text().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (NetUtil.createByteArrayFromIpAddressString(text) == null) {
            faults.add(new Fault(
                    "CK-6104",
                    setting.at(),
                    "`webrtc.publicAddress` is " + setting.shown() + ", which is no IP address",
                    "write the address under which the router is reached from outside, in digits, or leave it out"));
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
