package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.process.ChildProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what the tool and libcamera print when there is no picture. */
final class Diagnosis {
    /** One line a frame, and what is said of a camera that works. */
    private static final Pattern CHATTER = Pattern.compile(
            "#\\d+ \\(.*|.* (INFO|WARN|DEBUG) .*|Mode selection for .*|\\s*S\\w+,\\d+x.*|Stream configuration.*");

    private final Machine machine;
    private final PiFaults faults;
    private final List<Sign> signs;

    private record Sign(Pattern pattern, Function<String, CamkitException> meaning) {}

    Diagnosis(PiCamera camera, Machine machine) {
        this.machine = machine;
        this.faults = camera.faults();
        // what was the reason stands before what followed from it
        this.signs = List.of(
                sign("legacy camera stack|only supports the Raspberry Pi", faults::wrongSystem),
                sign("unrecognised option|invalid command line|the argument .* for option", faults::toolTooOld),
                sign("in use by another process|failed to acquire camera", said -> faults.inUse()),
                sign("Permission denied|Could not open any dma", faults::notPermitted),
                sign("(?i)no cameras available", said -> noCamera()),
                sign("selected camera is not available", said -> faults.noSuchNumber(camera.number())),
                sign("appropriate H\\.264 codec|cannot find video encoder|failed to open V4L2 H264", faults::noEncoder),
                sign("failed to allocate capture buffers|dmaHeap allocation failure", faults::noMemory),
                sign("frontend has timed out", faults::notAnswering),
                sign("Device timeout detected|Dequeue timer", faults::notAnswering));
    }

    private static Sign sign(String pattern, Function<String, CamkitException> meaning) {
        return new Sign(Pattern.compile(pattern), meaning);
    }

    /** Why a child is over that was not told to end. */
    CamkitException of(ChildProcess child) {
        List<String> said = child.said();
        return recognised(said)
                .orElseGet(() -> child.overdue()
                        ? faults.silent(lastUseful(said))
                        : faults.died(child.exitStatus().orElse(-1), lastUseful(said)));
    }

    /** What the lines mean, if camkit knows them. */
    Optional<CamkitException> recognised(List<String> said) {
        for (Sign sign : signs) {
            for (String line : said) {
                if (sign.pattern().matcher(line).find()) {
                    return Optional.of(sign.meaning().apply(plain(line)));
                }
            }
        }
        return Optional.empty();
    }

    private CamkitException noCamera() {
        return machine.lockedDevice()
                .map(device -> faults.notPermitted(device + " cannot be opened"))
                .or(() -> machine.configurationWithoutCamera().map(faults::notConfigured))
                .orElseGet(faults::noCamera);
    }

    private static String lastUseful(List<String> said) {
        for (int i = said.size() - 1; i >= 0; i--) {
            if (!CHATTER.matcher(said.get(i)).matches()) {
                return plain(said.get(i));
            }
        }
        return "";
    }

    /** Without libcamera's time, thread and source line, and without the tool's stars. */
    private static String plain(String line) {
        return line.replaceFirst("^\\[[\\d:.]+\\] \\[\\d+\\]\\s+[A-Z]+ \\w+ \\S+ ", "")
                .replaceFirst("^ERROR: ", "")
                .replaceAll("\\*\\*\\*", "")
                .strip();
    }
}
