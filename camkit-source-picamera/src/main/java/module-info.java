/** Raspberry Pi cameras. */
module io.camkit.source.picamera {
    requires transitive io.camkit.api;
    requires io.camkit.media;
    requires io.camkit.process;

    exports io.camkit.source.picamera;

    provides io.camkit.spi.SourceProvider with
            io.camkit.source.picamera.PiCameraProvider;
}
