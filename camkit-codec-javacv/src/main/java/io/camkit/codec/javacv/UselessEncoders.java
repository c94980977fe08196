package io.camkit.codec.javacv;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encoders that open on this machine and make nothing of pictures, so that none of them is tried at every start. Any thread. */
final class UselessEncoders {
    private static final Logger LOG = LoggerFactory.getLogger(UselessEncoders.class);

    private final Set<String> names = new ConcurrentSkipListSet<>();

    /** One turned out to be such; what is no encoder's name, which a child may say, is left out, and so is the last resort. */
    void note(String name) {
        boolean known = H264Pictures.ENCODERS.containsKey(name) && !name.equals(H264Pictures.LAST_RESORT);
        if (known && names.add(name)) {
            LOG.warn(
                    "CK-4108 the encoder {} takes pictures and makes nothing of them. Mend: nothing, the next one is used until this program ends",
                    name);
        }
    }

    /** Their names, in the same order whenever they are asked for. */
    List<String> names() {
        return List.copyOf(names);
    }
}
