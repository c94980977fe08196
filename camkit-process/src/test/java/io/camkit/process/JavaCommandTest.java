package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {
    @Test
    void everyPlaceOfTheClassesIsThereOnce() {
        List<Path> places = JavaCommand.classPathOf(Messages.class, Message.class, Clock.class);

        assertEquals(2, places.size());
        places.forEach(place -> assertTrue(Files.exists(place), place::toString));
    }

    @Test
    void classesOfTheSystemHaveNoPlace() {
        assertEquals("CK-2508", codeOf(String.class));
    }

    @Test
    void classesInAJarInAJarHaveNoPlace() throws Exception {
        assertEquals("CK-2508", codeOf(new InnerJar().load()));
    }

    private static String codeOf(Class<?> type) {
        return assertThrows(CamkitException.class, () -> JavaCommand.classPathOf(type))
                .code();
    }

    /** Loads a class as programs that are one jar with others in it do. */
    private static final class InnerJar extends ClassLoader {
        Class<?> load() throws IOException {
            try (InputStream in = JavaCommandTest.class.getResourceAsStream("EchoChild.class")) {
                byte[] code = in.readAllBytes();
                CodeSource source = new CodeSource(
                        URI.create("jar:file:/app.jar!/lib/camkit.jar!/").toURL(), (Certificate[]) null);
                return defineClass(null, code, 0, code.length, new ProtectionDomain(source, null));
            }
        }
    }

    @Test
    void limitsThatCannotBeKeptAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new JavaCommand(List.of(), "Main", List.of(), 0, 1, true));
        assertThrows(IllegalArgumentException.class, () -> new JavaCommand(List.of(), "Main", List.of(), 2, 1, true));
    }
}
