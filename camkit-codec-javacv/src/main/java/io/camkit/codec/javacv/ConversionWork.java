package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.process.Message;
import io.camkit.process.Messages;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The child's side of a conversion: one loop that receives, converts and sends. */
final class ConversionWork {
    private final Messages messages;
    private final Wire wire;
    private final Map<Codec.Kind, Track> tracks = new EnumMap<>(Codec.Kind.class);

    ConversionWork(Messages messages, Wire wire) {
        this.messages = messages;
        this.wire = wire;
    }

    void run(List<String> order) throws IOException {
        List<Conversion> conversions = order.stream().map(Conversion::parse).toList();
        try (Converters converters = new Converters(conversions, new WireOutput(wire))) {
            while (true) {
                take(messages.receive(), converters);
            }
        }
    }

    private void take(Message message, Converters converters) throws IOException {
        var head = new WireHead(message.head());
        if (message.type() == Wire.TRACK) {
            Track track = head.track();
            tracks.put(track.kind(), track);
            converters.track(track);
        } else if (message.type() == Wire.FRAME) {
            convert(message, head, converters);
        }
    }

    private void convert(Message message, WireHead head, Converters converters) throws IOException {
        @Nullable Track track = tracks.get(head.kind());
        if (track == null) {
            return;
        }
        int flags = head.flags();
        FrameHeader header = head.frame(track, flags);
        if ((flags & Wire.WANTS_KEY) != 0) {
            converters.requestKeyFrame();
        }
        converters.convert(header, message.payloadBytes(), (flags & Wire.LATE) != 0, message::readPayload);
    }
}
