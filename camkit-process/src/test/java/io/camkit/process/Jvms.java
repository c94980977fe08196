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
        return ChildJvm.start(command(main, true, arguments), Duration.ofSeconds(1), clock, Jvms::lend);
    }

    /** One that is to have no network. */
    static ChildJvm startOffline(Clock clock, Class<?> main, String... arguments) throws InterruptedException {
        return ChildJvm.start(command(main, false, arguments), Duration.ofSeconds(1), clock, Jvms::lend);
    }

    private static void lend(Runnable work) {
        Thread thread = new Thread(work, "lent");
        thread.setDaemon(true);
        thread.start();
    }

    private static JavaCommand command(Class<?> main, boolean network, String... arguments) {
        return new JavaCommand(
                JavaCommand.classPathOf(main, Messages.class, Clock.class),
                main.getName(),
                List.of(arguments),
                HEAP,
                MEMORY,
                network);
    }
}
