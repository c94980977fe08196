package io.camkit.source.test;

import io.camkit.Codec;
import io.camkit.SourceSpec;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Map;
import java.util.Set;

/** Test cameras from their text form: {@code test:clock?width=1280&height=720&fps=25&codec=h264}, every parameter optional. */
public final class TestSourceProvider implements SourceProvider {
    private static final Map<String, Codec> CODECS = Map.of("jpeg", Codec.JPEG, "h264", Codec.H264);

    /** For {@link java.util.ServiceLoader}. */
    public TestSourceProvider() {}

    @Override
    public String name() {
        return "test";
    }

    @Override
    public int apiVersion() {
        return API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("test");
    }

    @Override
    public SourceSpec parse(SourceAddress address) {
        if (!address.host().isEmpty() || !address.path().equals("clock")) {
            throw TestCamera.fault(
                    "CK-2305",
                    "there is no test camera `" + address + "`",
                    "write `test:clock`, the only one there is");
        }
        TestCamera camera = TestCamera.clock();
        int width = camera.width();
        int height = camera.height();
        int frameRate = camera.frameRate();
        Codec codec = camera.codec();
        for (Map.Entry<String, String> parameter : address.query().entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "width" -> width = number("width", value);
                case "height" -> height = number("height", value);
                case "fps" -> frameRate = number("fps", value);
                case "codec" -> codec = codec(value);
                default ->
                    throw TestCamera.fault(
                            "CK-2306",
                            "a test camera has no parameter `" + parameter.getKey() + "`",
                            "use `width`, `height`, `fps` and `codec` only");
            }
        }
        return new TestCamera(width, height, frameRate, codec);
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw TestCamera.fault(
                    "CK-2307",
                    "`" + name + "` is `" + value + "`, which is no whole number",
                    "write it in digits alone");
        }
    }

    private static Codec codec(String name) {
        Codec codec = CODECS.get(name);
        if (codec == null) {
            throw TestCamera.fault(
                    "CK-2303", "a test camera cannot send `" + name + "`", "set `codec` to jpeg or h264");
        }
        return codec;
    }
}
