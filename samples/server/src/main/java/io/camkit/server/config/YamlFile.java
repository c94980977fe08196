package io.camkit.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Text and YAML from disk, within limits. Only the tree of nodes is made, never an object that a tag asks for. */
final class YamlFile {
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 20;

    private static final Pattern NAMES_A_WORD = Pattern.compile(
            "^(found undefined alias|found undefined tag handle|duplicate tag handle)\\b.*", Pattern.DOTALL);

    private YamlFile() {}

    /** The file's text, or empty with a fault. */
    static Optional<String> text(Path file, List<Fault> faults) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                faults.add(unreadable(file.toString(), "it is larger than 1 MiB", "keep the configuration small"));
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
        } catch (CharacterCodingException e) {
            faults.add(unreadable(file.toString(), "it is not UTF-8", "save it as UTF-8"));
        } catch (IOException e) {
            faults.add(unreadable(
                    file.toString(),
                    "it cannot be read (" + e.getClass().getSimpleName() + ")",
                    "check the path and who may read it"));
        }
        return Optional.empty();
    }

    /** The tree of one YAML document; empty for an empty document or, with a fault, for none. */
    static Optional<Node> tree(String source, String text, List<Fault> faults) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_BYTES);
        limits.setMaxAliasesForCollections(MAX_ALIASES);
        limits.setNestingDepthLimit(MAX_DEPTH);
        try {
            return Optional.ofNullable(
                    new Composer(new ParserImpl(new StreamReader(text), limits), new Resolver(), limits)
                            .getSingleNode());
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            faults.add(
                    new Fault(
                            "CK-6102",
                            new Position(
                                    source,
                                    mark == null ? 1 : mark.getLine() + 1,
                                    mark == null ? 1 : mark.getColumn() + 1),
                            "this is not YAML: " + withoutContent(String.valueOf(e.getProblem())),
                            "check indentation, brackets and quotes around here; a value that begins with * & ! or @ needs quotes"));
        } catch (YAMLException e) {
            faults.add(new Fault(
                    "CK-6102",
                    new Position(source, 1, 1),
                    "this is not YAML that can be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "keep it simple: no control characters, little nesting, few aliases"));
        }
        return Optional.empty();
    }

    /** What snakeyaml says, without the word of the file that some of its messages end in: it may be a password without quotes. */
    private static String withoutContent(String problem) {
        return NAMES_A_WORD.matcher(problem).replaceFirst("$1");
    }

    private static Fault unreadable(String source, String why, String mend) {
        return new Fault("CK-6101", Position.of(source), "the file cannot be used: " + why, mend);
    }
}
