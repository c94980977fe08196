/** What users and plugin authors of camkit program against: interfaces and data, nothing but {@code java.base}. */
module io.camkit.api {
    exports io.camkit;
    exports io.camkit.spi;

    uses io.camkit.spi.KitProvider;
}
