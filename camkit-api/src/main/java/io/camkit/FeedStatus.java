package io.camkit;

/**
 * One derived feed that somebody is asking for.
 *
 * @param key what it makes, in the codec provider's words, for example {@code JPEG 640x360}
 * @param stream the stream it is made from
 * @param state where its codec stands
 * @param subscribers who asks for it
 */
public record FeedStatus(String key, StreamName stream, State state, int subscribers) {}
