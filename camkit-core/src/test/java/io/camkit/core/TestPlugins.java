package io.camkit.core;

import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.ServiceProvider;
import io.camkit.spi.Sink;
import io.camkit.spi.SinkContext;
import io.camkit.spi.SinkProvider;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import io.camkit.testkit.ScriptedSourceSpec;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Small plugins for tests of those who find and use them. */
final class TestPlugins {
    private TestPlugins() {}

    static SourceProvider source(String name, int apiVersion, String... schemes) {
        return new SourceProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of(schemes);
            }

            @Override
            public SourceSpec parse(SourceAddress address) {
                return ScriptedSourceSpec.h264().frames(1000);
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public int apiVersion() {
                return apiVersion;
            }
        };
    }

    static SinkProvider sinkProvider(String name) {
        return new SinkProvider() {
            @Override
            public SinkSpec standard() {
                return sink(name, context -> {}, () -> {});
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public int apiVersion() {
                return Plugin.API_VERSION;
            }
        };
    }

    static SinkSpec sink(String name, Consumer<SinkContext> open, Runnable close) {
        return new SinkSpec() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Sink open() {
                return new Sink() {
                    @Override
                    public void open(SinkContext context) {
                        open.accept(context);
                    }

                    @Override
                    public void close() {
                        close.run();
                    }
                };
            }
        };
    }

    /** Something that kits make and close. */
    static final class Shared implements AutoCloseable {
        private final AtomicInteger closed;

        Shared(AtomicInteger closed) {
            this.closed = closed;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    static ServiceProvider<Shared> service(AtomicInteger made, AtomicInteger closed) {
        return new ServiceProvider<>() {
            @Override
            public Class<Shared> type() {
                return Shared.class;
            }

            @Override
            public Shared create() {
                made.incrementAndGet();
                return new Shared(closed);
            }

            @Override
            public String name() {
                return "shared";
            }

            @Override
            public int apiVersion() {
                return Plugin.API_VERSION;
            }
        };
    }
}
