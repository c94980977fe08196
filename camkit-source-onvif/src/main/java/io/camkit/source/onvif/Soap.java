package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.net.ClientAuth;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.Nullable;
import io.camkit.spi.Step;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls the operations of one device (SOAP 1.2 over HTTP), with the user's token, or with HTTP's own Digest where the device asks for
 * that.
 *
 * <p>Everything goes to the host that was asked for, whatever host a device names.
 *
 * <p><b>Threading.</b> Any thread. A call blocks until its answer, its deadline or {@link #cancel}.
 */
final class Soap {
    static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int NONCE_BYTES = 16;

    private final Wire wire;
    private final Onvif spec;
    private final OnvifFaults faults;
    private final Optional<ClientAuth> auth;
    private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;
    private volatile @Nullable String host;
    /** What the device's clock is ahead of ours; null while we do not know. */
    private volatile @Nullable Duration clockAhead;

    Soap(Wire wire, Onvif spec) {
        this.wire = wire;
        this.spec = spec;
        this.faults = spec.faults();
        this.auth = spec.credentials().map(user -> new ClientAuth(user, wire.random()));
    }

    OnvifFaults faults() {
        return faults;
    }

    /** The device's time minus ours, once it is known. */
    void clockAhead(Duration ahead) {
        clockAhead = ahead;
    }

    Clock clock() {
        return wire.clock();
    }

    /** Calls that are under way, and all that follow, fail. */
    void cancel() {
        cancelled = true;
        underWay.forEach(Runnable::run);
    }

    /**
     * Calls an operation without saying who we are.
     *
     * @param path of the service, as a request carries it
     * @param operation its name, for messages
     * @param body the operation's element
     * @return the answer's one element inside of its body
     */
    Element callOpenly(String path, String operation, String body) {
        return judged(operation, send(path, operation, Envelope.of("", body), ""));
    }

    /** The same as the user. */
    Element call(String path, String operation, String body) {
        String known = authorization(path);
        HttpResponse<byte[]> answer = send(path, operation, Envelope.of(known.isEmpty() ? token() : "", body), known);
        if (answer.statusCode() == 401 && challenged(answer)) {
            // one proof is enough, and some devices take offence at two
            answer = send(path, operation, Envelope.of("", body), authorization(path));
        }
        if (answer.statusCode() != 401) {
            accepted();
        }
        Element judged = judged(operation, answer);
        wire.reached().accept(Step.LOGGED_IN);
        return judged;
    }

    private String token() {
        if (spec.credentials().isEmpty()) {
            return "";
        }
        Credentials user = spec.credentials().get();
        byte[] nonce = new byte[NONCE_BYTES];
        wire.random().nextBytes(nonce);
        Duration ahead = clockAhead;
        return Envelope.security(user, nonce, wire.clock().now().plus(ahead == null ? Duration.ZERO : ahead));
    }

    private synchronized String authorization(String path) {
        return auth.flatMap(user -> user.authorization("POST", path)).orElse("");
    }

    private synchronized void accepted() {
        auth.ifPresent(ClientAuth::accepted);
    }

    /** Whether there is something to answer to the challenge. */
    private synchronized boolean challenged(HttpResponse<?> answer) {
        ClientAuth user = auth.orElseThrow(faults::passwordMissing);
        var fields = answer.headers().allValues("WWW-Authenticate");
        if (fields.isEmpty()) {
            return false;
        }
        return switch (user.challenged(fields)) {
            case TRY_AGAIN -> true;
            case REFUSED -> throw faults.wrongPassword(true);
            case UNSUPPORTED -> throw faults.unknownScheme();
        };
    }

    private HttpResponse<byte[]> send(String path, String operation, String message, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/soap+xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(message));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<byte[]>> call =
                wire.http().sendAsync(request.build(), head -> new LimitedBody(XmlReader.MAX_BYTES));
        AtomicBoolean late = new AtomicBoolean();
        Clock.Cancellable deadline = wire.clock().schedule(DEADLINE, () -> {
            late.set(true);
            call.cancel(true);
        });
        Runnable giveUp = () -> call.cancel(true);
        underWay.add(giveUp);
        try {
            if (cancelled) {
                giveUp.run();
            }
            HttpResponse<byte[]> answer = call.join();
            wire.reached().accept(Step.CONNECTED);
            return answer;
        } catch (CancellationException | CompletionException e) {
            throw late.get() ? faults.noAnswer(operation, DEADLINE.toSeconds()) : failed(e);
        } finally {
            deadline.cancel();
            underWay.remove(giveUp);
        }
    }

    private CamkitException failed(RuntimeException wrapped) {
        if (cancelled) {
            return faults.stopped();
        }
        Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ProtocolException
                || message.contains("header parser")
                || message.contains("status line")) {
            return faults.notOnvif("it does not speak HTTP");
        }
        return NetworkFailure.of(cause, spec.hostAndPort());
    }

    /** The device's address in digits: a name stands for one machine from the first call to the last. */
    private URI uri(String path) {
        String known = host;
        if (known == null) {
            known = resolved();
            host = known;
        }
        try {
            return URI.create("http://" + known + ":" + spec.port() + path);
        } catch (IllegalArgumentException e) {
            throw faults.unreadable("it names a service at an address that cannot be read");
        }
    }

    private String resolved() {
        try {
            InetAddress address = wire.resolver().resolve(spec.host()).get(0);
            wire.reached().accept(Step.RESOLVED);
            return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw NetworkFailure.of(e, spec.hostAndPort());
        }
    }

    private Element judged(String operation, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == 404 || status == 405) {
            throw faults.notOnvif("there is nothing under this path (" + status + ")");
        }
        if (status >= 300 && status < 400) {
            throw faults.notOnvif("it sends us elsewhere (" + status + ")");
        }
        Element envelope;
        try {
            envelope = XmlReader.read(answer.body());
        } catch (XmlReader.Unreadable e) {
            if (status == 401 || status == 403) {
                throw passwordFault();
            }
            throw status == 200
                    ? faults.unreadable(String.valueOf(e.getMessage()))
                    : faults.notOnvif("it answers with " + status);
        }
        Element body = envelope.find("Body")
                .filter(found -> envelope.name().equals("Envelope"))
                .orElseThrow(() -> faults.notOnvif("it answers with XML that is no SOAP"));
        body.find("Fault").ifPresent(fault -> {
            throw refusal(operation, SoapFault.of(fault));
        });
        if (status == 401) {
            throw passwordFault();
        }
        return body.children().stream()
                .findFirst()
                .orElseThrow(() -> faults.unreadable("the answer to " + operation + " is empty"));
    }

    private CamkitException refusal(String operation, SoapFault fault) {
        return switch (fault.kind()) {
            case PASSWORD -> passwordFault();
            case NOT_SUPPORTED -> faults.notSupported(operation);
            case OTHER -> faults.refused(operation, fault.reason());
        };
    }

    private CamkitException passwordFault() {
        return spec.credentials().isEmpty() ? faults.passwordMissing() : faults.wrongPassword(clockAhead != null);
    }
}
