package io.camkit.http;

import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One request, and the one answer to it.
 *
 * <p>A handler answers exactly once: at once, or later from any thread. A request that nobody answers within 30 s gets a 503.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Exchange {
    /** The request's method. */
    String method();

    /** The decoded path. */
    String path();

    /** A variable of the path template. */
    String variable(String name);

    /** A query parameter, decoded; the last of that name. */
    Optional<String> query(String name);

    /** A request header; names are not case-sensitive. */
    Optional<String> header(String name);

    /** The request's body, at most {@link Route#maxBytes()}; empty when there is none. */
    byte[] body();

    /** The right this request is served under. */
    Grant grant();

    /**
     * The visitor's right to something that is not known from the path alone. Asked by handlers of PUBLIC routes, which every visitor
     * reaches; whoever holds a right beyond the request minds {@link Grant#onRevoked}.
     *
     * @return empty when he has no such right, or is nobody we know
     */
    Optional<Grant> grant(Action action, String camera);

    /** The other end of the connection. */
    Peer peer();

    /** Answers with a small body. */
    void respond(int status, String contentType, byte[] body, Map<String, String> headers);

    /** Answers with a body that is taken over and written without a copy. */
    void respond(int status, String contentType, ByteBuf body, Map<String, String> headers);

    /** Answers with {@code value} as JSON. */
    void json(int status, Object value);

    /** Answers with a file of known type: ranges, {@code Last-Modified}, {@code ETag} and {@code 304} are taken care of. */
    void file(Path file, String contentType);

    /**
     * Answers with an RFC 9457 problem document.
     *
     * @param code stable, {@code CK-} and four digits
     * @param detail what is wrong
     * @param mend what the reader can do about it
     */
    void problem(int status, String code, String detail, String mend);

    /**
     * Answers as if the handler had thrown {@code fault}: a {@link io.camkit.CamkitException} becomes a problem document, with 503 and
     * {@code Retry-After} when it says that trying again may help, else with 409. Anything else is a 500 without details.
     */
    void fail(Throwable fault);

    /**
     * Answers as for something that does not exist: 404, or 401 with the way in when nobody is logged in. Whoever may not see a thing
     * must not learn whether it is there.
     */
    void notFound();

    /** Begins an answer that goes on: status and headers are sent, the body follows and ends with the connection. */
    Outbound stream(int status, Map<String, String> headers);
}
