/** What tests of camkit and of its plugins are made of: contract tests, manual time, leak-checked memory, scripted cameras, peers. */
module io.camkit.testkit {
    requires jdk.management; // what a thread allocates
    requires transitive io.camkit.api;
    requires transitive org.junit.jupiter.api;
    requires jdk.httpserver;

    exports io.camkit.testkit;
    exports io.camkit.testkit.devices;
    exports io.camkit.testkit.peers;

    uses io.camkit.spi.ServiceProvider;
    uses io.camkit.spi.SourceProvider;
}
