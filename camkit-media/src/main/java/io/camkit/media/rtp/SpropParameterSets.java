package io.camkit.media.rtp;

import io.camkit.media.sdp.RtpFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The parameter sets that a session description carries (RFC 6184, section 8.1; RFC 7798, section 7.1). */
final class SpropParameterSets {
    private static final List<String> NAMES = List.of("sprop-parameter-sets", "sprop-vps", "sprop-sps", "sprop-pps");

    private SpropParameterSets() {}

    /** Those that can be read, in the order given; a camera that garbles them sends them in band all the same. */
    static List<ByteBuffer> of(RtpFormat format) {
        List<ByteBuffer> sets = new ArrayList<>();
        for (String name : NAMES) {
            for (String set : format.parameters().getOrDefault(name, "").split(",")) {
                try {
                    byte[] nal = Base64.getDecoder().decode(set.strip());
                    if (nal.length > 0) {
                        sets.add(ByteBuffer.wrap(nal));
                    }
                } catch (IllegalArgumentException e) {
                    // not Base64: see above
                }
            }
        }
        return sets;
    }
}
