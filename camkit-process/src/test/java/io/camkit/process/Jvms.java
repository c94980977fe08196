package io.camkit.process;

import io.camkit.Clock;
import java.time.Duration;
import java.util.List;

/** Child JVMs that run classes of these tests. */
final class Jvms {
    private static final long HEAP = 16 << 20;
    private static final long MEMORY = 100 << 20;

    private Jvms() {}

    static ChildJvm start(Clock clock, Class<?> main, String... arguments) throws InterruptedException {
        return ChildJvm.start(command(main, arguments), Duration.ofSeconds(1), clock);
    }

    private static JavaCommand command(Class<?> main, String... arguments) {
        return new JavaCommand(
                JavaCommand.classPathOf(main, Messages.class, Clock.class),
                main.getName(),
                List.of(arguments),
                HEAP,
                MEMORY);
    }
}
