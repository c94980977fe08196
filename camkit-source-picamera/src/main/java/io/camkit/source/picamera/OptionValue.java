package io.camkit.source.picamera;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an option's value may be. What leaves {@link #canonical} is made anew from what was understood, never the text that came in. */
sealed interface OptionValue {
    /** The value as the tool is given it; empty if the text is no such value. */
    Optional<String> canonical(String text);

    /** What to write: {@code a number from 1 to 120}. */
    String wanted();

    static OptionValue whole(int least, int most) {
        return new Whole(least, most, 1);
    }

    static OptionValue even(int least, int most) {
        return new Whole(least, most, 2);
    }

    static OptionValue decimal(int least, int most) {
        return new Decimal(least, most);
    }

    static OptionValue oneOf(String... words) {
        return new OneOf(List.of(words));
    }

    static <E extends Enum<E>> OptionValue oneOf(Class<E> type) {
        return new OneOf(
                Stream.of(type.getEnumConstants()).map(OptionValue::word).toList());
    }

    /** An enum's constant as it is written in an address. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    record Whole(int least, int most, int step) implements OptionValue {
        private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

        @Override
        public Optional<String> canonical(String text) {
            if (!DIGITS.matcher(text).matches()) {
                return Optional.empty();
            }
            int value = Integer.parseInt(text);
            return value < least || value > most || value % step != 0
                    ? Optional.empty()
                    : Optional.of(Integer.toString(value));
        }

        @Override
        public String wanted() {
            return (step == 2 ? "an even number from " : "a whole number from ") + least + " to " + most;
        }
    }

    record Decimal(int least, int most) implements OptionValue {
        private static final Pattern FRACTION = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,3})?");

        @Override
        public Optional<String> canonical(String text) {
            if (!FRACTION.matcher(text).matches()) {
                return Optional.empty();
            }
            BigDecimal value = new BigDecimal(text);
            return value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0
                    ? Optional.empty()
                    : Optional.of(value.stripTrailingZeros().toPlainString());
        }

        @Override
        public String wanted() {
            return "a number from " + least + " to " + most + " with at most three decimals";
        }
    }

    record OneOf(List<String> words) implements OptionValue {
        @Override
        public Optional<String> canonical(String text) {
            return words.stream().filter(text::equals).findFirst();
        }

        @Override
        public String wanted() {
            return "one of " + String.join(", ", words);
        }
    }
}
