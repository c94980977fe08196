/** Cameras that need no camera: a running clock, the frame number as a barcode, and moving shapes, as JPEG or H.264. */
module io.camkit.source.test {
    requires transitive io.camkit.api;
    requires io.camkit.media;

    exports io.camkit.source.test;

    provides io.camkit.spi.SourceProvider with
            io.camkit.source.test.TestSourceProvider;
}
