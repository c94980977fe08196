package io.camkit.http;

import io.camkit.spi.Nullable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Which part of something known a request wants, and whether it has it already (RFC 9110, sections 13 and 14). */
final class Ranges {
    private static final String UNIT = "bytes=";
    private static final int MAX_DIGITS = 18;

    private Ranges() {}

    /**
     * What is asked for.
     *
     * @param etag strong and quoted
     * @param modified when; null when nobody knows
     */
    record Thing(long length, String etag, @Nullable Instant modified) {
        /** As a header says it, without fractions. */
        private @Nullable Instant seconds() {
            return modified == null ? null : modified.truncatedTo(ChronoUnit.SECONDS);
        }

        Optional<String> lastModified() {
            return Optional.ofNullable(modified)
                    .map(when -> DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atOffset(ZoneOffset.UTC)));
        }
    }

    /** The answer. */
    sealed interface Choice {
        /** 200 with everything. */
        record Whole() implements Choice {}

        /** 206 with the bytes from {@code first} to {@code last}, both included. */
        record Part(long first, long last) implements Choice {}

        /** 304: the client has it. */
        record NotModified() implements Choice {}

        /** 412: it is not what the client takes it for. */
        record Changed() implements Choice {}

        /** 416: no byte of it was asked for. */
        record Unsatisfiable() implements Choice {}
    }

    /** @param header a request header by name, null when it is missing */
    static Choice choose(Thing thing, Function<String, @Nullable String> header) {
        String match = header.apply("If-Match");
        if (match != null && !lists(match, thing.etag(), false)) {
            return new Choice.Changed();
        }
        String noneMatch = header.apply("If-None-Match");
        if (noneMatch != null
                ? lists(noneMatch, thing.etag(), true)
                : notSince(thing, header.apply("If-Modified-Since"))) {
            return new Choice.NotModified();
        }
        String range = header.apply("Range");
        return range == null || !stillThat(thing, header.apply("If-Range")) ? new Choice.Whole() : part(thing, range);
    }

    private static boolean lists(String tags, String etag, boolean weakly) {
        return tags.strip().equals("*")
                || Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(etag::equals);
    }

    private static boolean notSince(Thing thing, @Nullable String date) {
        Instant since = date == null ? null : parse(date);
        Instant modified = thing.seconds();
        return since != null && modified != null && !modified.isAfter(since);
    }

    private static boolean stillThat(Thing thing, @Nullable String validator) {
        if (validator == null || validator.strip().equals(thing.etag())) {
            return true;
        }
        Instant modified = thing.seconds();
        return modified != null && modified.equals(parse(validator));
    }

    private static @Nullable Instant parse(String date) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A range that cannot be understood, or more than one, is ignored, as a server may. */
    private static Choice part(Thing thing, String range) {
        String spec = range.startsWith(UNIT) ? range.substring(UNIT.length()).strip() : "";
        int dash = spec.indexOf('-');
        long from = dash < 0 ? -2 : number(spec.substring(0, dash));
        long to = dash < 0 ? -2 : number(spec.substring(dash + 1));
        if (from == -2 || to == -2 || (from < 0 && to < 0) || (from >= 0 && to >= 0 && to < from)) {
            return new Choice.Whole();
        }
        long last = thing.length() - 1;
        if (from < 0) {
            return to == 0 || last < 0
                    ? new Choice.Unsatisfiable()
                    : new Choice.Part(Math.max(0, thing.length() - to), last);
        }
        return from > last ? new Choice.Unsatisfiable() : new Choice.Part(from, to < 0 ? last : Math.min(to, last));
    }

    /** -1 for nothing, -2 for what is no number. */
    private static long number(String digits) {
        if (digits.isEmpty()) {
            return -1;
        }
        boolean good = digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return good ? Long.parseLong(digits) : -2;
    }
}
