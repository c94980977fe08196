/** The runtime behind {@link io.camkit.CamKit}. Nothing here is called by name: {@code CamKit.create()} finds it. */
module io.camkit.core {
    requires io.camkit.api;
    requires org.slf4j;

    provides io.camkit.spi.KitProvider with
            io.camkit.core.KitRuntimeProvider;

    uses io.camkit.spi.SourceProvider;
    uses io.camkit.spi.ProcessorProvider;
    uses io.camkit.spi.SinkProvider;
    uses io.camkit.spi.CodecProvider;
    uses io.camkit.spi.ServiceProvider;
}
