package io.camkit.spi;

/** Something that plugins of one kit share, for example event loops. Made when first asked for, closed with the kit. */
public interface ServiceProvider<T extends AutoCloseable> extends Plugin {
    /** The type by which it is asked for. */
    Class<T> type();

    /** A new one for one kit. Its {@code close()} returns within a second. */
    T create();
}
