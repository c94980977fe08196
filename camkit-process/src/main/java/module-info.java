/** Programs that run beside the JVM. */
module io.camkit.process {
    requires transitive io.camkit.api;

    exports io.camkit.process;
}
