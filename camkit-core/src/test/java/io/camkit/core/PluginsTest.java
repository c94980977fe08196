package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.KitOptions;
import io.camkit.SinkSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which plugins are found, and what becomes of those that cannot be used. */
class PluginsTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static Plugins plugins(Plugin... plugins) {
        return new Plugins(KitOptions.standard().withOnlyPlugins(List.of(plugins)));
    }

    private static SourceAddress address(String text) {
        return SourceAddress.parse(text, Optional.empty());
    }

    /** Looks on a class path that names these as source providers. */
    private Plugins found(Path directory, String... classNames) throws IOException {
        return found(KitOptions.standard(), directory, classNames);
    }

    private Plugins found(KitOptions options, Path directory, String... classNames) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(SourceProvider.class.getName()), List.of(classNames));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            return new Plugins(options);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Works. */
    public static final class Good extends Named {
        public Good() {
            super("good");
        }
    }

    /** Breaks when it is made. */
    public static final class ThrowsWhenMade extends Named {
        public ThrowsWhenMade() {
            super(fail());
        }

        private static String fail() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Misses a class that it needs. */
    public static final class MissesAClass extends Named {
        public MissesAClass() {
            super(fail());
        }

        private static String fail() {
            throw new NoClassDefFoundError("com/example/Native");
        }
    }

    /** A source provider of the scheme that is its name. */
    abstract static class Named implements SourceProvider {
        private final SourceProvider provider;

        Named(String name) {
            provider = TestPlugins.source(name, API_VERSION, name);
        }

        @Override
        public java.util.Set<String> schemes() {
            return provider.schemes();
        }

        @Override
        public io.camkit.SourceSpec parse(SourceAddress address) {
            return provider.parse(address);
        }

        @Override
        public String name() {
            return provider.name();
        }

        @Override
        public int apiVersion() {
            return provider.apiVersion();
        }
    }

    @Test
    void aPluginThatCannotBeMadeHidesNoOther(@TempDir Path directory) throws IOException {
        Plugins plugins = found(
                directory,
                "com.example.NotThere",
                ThrowsWhenMade.class.getName(),
                MissesAClass.class.getName(),
                PluginsTest.class.getName(),
                Good.class.getName());

        plugins.source(address("good:camera"));
        assertEquals(4, log.lines("CK-1002 a SourceProvider cannot be loaded").size());
        assertEquals(
                1, log.lines("(java.lang.IllegalStateException: no licence)").size());
    }

    @Test
    void aPluginForAnotherApiIsLeftOutWithOneLine() {
        Plugins plugins = plugins(TestPlugins.source("old", 99, "old"), TestPlugins.source("new", 1, "new"));

        plugins.source(address("new:camera"));
        assertThrows(CamkitException.class, () -> plugins.source(address("old:camera")));
        assertEquals(
                1, log.lines("CK-1003 SourceProvider old was built for API 99").size());
    }

    @Test
    void ofTwoPluginsWithOneNameTheFirstIsUsed() {
        plugins(TestPlugins.source("same", 1, "one"), TestPlugins.source("same", 1, "two"))
                .source(address("one:camera"));

        assertEquals(1, log.lines("CK-1004 two plugins are called `same`").size());
    }

    @Test
    void aPluginThatTheProgramGivesReplacesTheInstalledOneOfItsName(@TempDir Path directory) throws IOException {
        KitOptions options = KitOptions.standard().withPlugin(TestPlugins.source("good", 1, "mine"));

        Plugins plugins = found(options, directory, Good.class.getName());

        plugins.source(address("mine:camera"));
        assertThrows(CamkitException.class, () -> plugins.source(address("good:camera")));
        assertEquals(List.of(), log.lines("CK-1004"));
    }

    @Test
    void ofTwoPluginsForOneSchemeTheFirstIsUsed() {
        plugins(TestPlugins.source("a", 1, "cam"), TestPlugins.source("b", 1, "cam", "other"))
                .source(address("other:camera"));

        assertEquals(
                1, log.lines("CK-1005 plugins `a` and `b` both know `cam:`").size());
    }

    @Test
    void anUnknownSchemeIsRefusedWithWhatIsInstalled() {
        Plugins plugins = plugins(TestPlugins.source("a", 1, "rtsp", "rtsps"));

        var refusal = assertThrows(CamkitException.class, () -> plugins.source(address("ftp://10.0.0.5/x")));

        assertEquals("CK-1201", refusal.code());
        assertEquals(Retry.GIVE_UP, refusal.retry());
        assertTrue(refusal.what().contains("rtsp, rtsps"), refusal.what());
    }

    @Test
    void installedSinksAreOrderedByName() {
        Plugins plugins = plugins(TestPlugins.sinkProvider("mjpeg"), TestPlugins.sinkProvider("live"));

        assertEquals(
                List.of("live", "mjpeg"),
                plugins.installedSinks().stream().map(SinkSpec::name).toList());
    }
}
