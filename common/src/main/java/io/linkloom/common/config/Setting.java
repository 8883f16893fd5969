package io.linkloom.common.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One named, documented setting with its default, its bounds and its way to read a text.
 *
 * <p>Keys are lower-case words with dots and hyphens: {@code fetch.tls-verify}. In the environment the same setting is
 * {@code LINKLOOM_FETCH_TLS_VERIFY}. A default outside of the setting's own bounds is a programming error and throws.
 *
 * @param <T> the type of its values; immutable
 */
public final class Setting<T> {

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*");

    private final String key;
    private final T defaultValue;
    private final String doc;
    private final Kind<T> kind;

    private Setting(String key, T defaultValue, String doc, Kind<T> kind) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key is lower-case words with dots and hyphens, not " + key);
        }
        if (doc.isBlank()) {
            throw new IllegalArgumentException(key + " has no documentation");
        }
        this.key = key;
        this.defaultValue = defaultValue;
        this.doc = doc;
        this.kind = kind;
        requireValid(defaultValue);
    }

    /** A whole number between two bounds, both included. */
    public static Setting<Integer> ofInt(String key, int defaultValue, int least, int most, String doc) {
        NullableReader<Integer> reader = text -> {
            Long value = Numbers.parseWhole(text);
            return value == null ? null : Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        };
        return new Setting<>(
                key,
                defaultValue,
                doc,
                new BoundedKind<>("whole number", "digits", least, most, reader, String::valueOf));
    }

    /** A whole number between two bounds, both included. */
    public static Setting<Long> ofLong(String key, long defaultValue, long least, long most, String doc) {
        return new Setting<>(
                key,
                defaultValue,
                doc,
                new BoundedKind<>("whole number", "digits", least, most, Numbers::parseWhole, String::valueOf));
    }

    /** A decimal number between two bounds, both included. */
    public static Setting<Double> ofDouble(String key, double defaultValue, double least, double most, String doc) {
        return new Setting<>(
                key,
                defaultValue,
                doc,
                new BoundedKind<>("number", "for example 0.5", least, most, Numbers::parseDecimal, String::valueOf));
    }

    /** {@code true} or {@code false}, also written {@code yes, on} and {@code no, off}. */
    public static Setting<Boolean> ofBoolean(String key, boolean defaultValue, String doc) {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("true", true);
        words.put("false", false);
        Map<String, Boolean> synonyms = Map.of("yes", true, "on", true, "no", false, "off", false);
        return new Setting<>(key, defaultValue, doc, new WordKind<>(words, synonyms));
    }

    /** A duration from zero to {@link Durations#LONGEST}. */
    public static Setting<Duration> ofDuration(String key, Duration defaultValue, String doc) {
        return ofDuration(key, defaultValue, Duration.ZERO, Durations.LONGEST, doc);
    }

    /** A duration between two bounds, both included; written {@code 500ms, 10s, 5m, 2h, 1d} or in ISO 8601. */
    public static Setting<Duration> ofDuration(
            String key, Duration defaultValue, Duration least, Duration most, String doc) {
        return new Setting<>(
                key,
                defaultValue,
                doc,
                new BoundedKind<>("duration", "for example 10s", least, most, Durations::parse, Durations::text));
    }

    /** A duration between two bounds that may be missing, which is also its default; an empty text means missing. */
    public static Setting<Optional<Duration>> ofOptionalDuration(
            String key, Duration least, Duration most, String doc) {
        Kind<Duration> kind =
                new BoundedKind<>("duration", "for example 10s", least, most, Durations::parse, Durations::text);
        return new Setting<>(key, Optional.empty(), doc, new OptionalKind<>(kind));
    }

    /** A size in bytes between two bounds, both included; written {@code 512KiB, 2MiB, 10MB} or plain. */
    public static Setting<Long> ofBytes(String key, long defaultValue, long least, long most, String doc) {
        return new Setting<>(
                key,
                defaultValue,
                doc,
                new BoundedKind<>("size", "for example 2MiB", least, most, ByteSizes::parse, ByteSizes::text));
    }

    /** A text that is not empty. */
    public static Setting<String> ofText(String key, String defaultValue, String doc) {
        return new Setting<>(
                key, defaultValue, doc, new TextKind<>("a text", Function.identity(), Function.identity(), false));
    }

    /** A text that may be missing, which is also its default; an empty text means missing. */
    public static Setting<Optional<String>> ofOptionalText(String key, String doc) {
        Function<String, Optional<String>> read = text -> text.isEmpty() ? Optional.empty() : Optional.of(text);
        return new Setting<>(
                key, Optional.empty(), doc, new TextKind<>("a text or nothing", read, text -> text.orElse(""), true));
    }

    /** A point in time that may be missing, which is also its default; written as in RFC 3339 with seconds, in UTC or not. */
    public static Setting<Optional<Instant>> ofOptionalTime(String key, String doc) {
        Function<String, Optional<Instant>> read = text -> text.isEmpty()
                ? Optional.empty()
                : Optional.of(OffsetDateTime.parse(text).toInstant());
        Function<Optional<Instant>, String> write =
                time -> time.map(Instant::toString).orElse("");
        return new Setting<>(key, Optional.empty(), doc, new TextKind<>("a time or nothing", read, write, true));
    }

    /** A comma-separated list, possibly empty; blanks around items and empty items are dropped. */
    public static Setting<List<String>> ofList(String key, List<String> defaultValue, String doc) {
        Function<String, List<String>> read = text -> Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        return new Setting<>(
                key,
                List.copyOf(defaultValue),
                doc,
                new TextKind<>("a list with commas", read, items -> String.join(",", items), true));
    }

    /** A path of a file or directory, as written; a relative one starts at the working directory. */
    public static Setting<Path> ofPath(String key, Path defaultValue, String doc) {
        return new Setting<>(key, defaultValue, doc, new TextKind<>("a path", Path::of, Path::toString, false));
    }

    /** One constant of an enum, written in lower case with hyphens: {@code BY_HOST} is {@code by-host}. */
    public static <E extends Enum<E>> Setting<E> ofChoice(String key, E defaultValue, String doc) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return new Setting<>(key, defaultValue, doc, new WordKind<>(words, Map.of()));
    }

    /**
     * Any number of an enum's constants, written with commas; none is written as nothing.
     *
     * @param choices the constants that may be named, in the order in which they are listed
     * @param word how a constant is written
     */
    public static <E extends Enum<E>> Setting<Set<E>> ofSet(
            String key, Collection<E> choices, Function<E, String> word, Set<E> defaultValue, String doc) {
        Map<String, E> words = new LinkedHashMap<>();
        choices.forEach(choice -> words.put(word.apply(choice), choice));
        return new Setting<>(key, Set.copyOf(defaultValue), doc, new SetKind<>(words));
    }

    /** The dotted name, such as {@code fetch.max-body}. */
    public String key() {
        return key;
    }

    /** The value where no source has one. */
    public T defaultValue() {
        return defaultValue;
    }

    /** A sentence that says what the setting does. */
    public String doc() {
        return doc;
    }

    /** What the setting accepts, bounds included: {@code a whole number from 1 to 100000}. */
    public String accepts() {
        return kind.accepts();
    }

    /** The name in the environment: {@code LINKLOOM_FETCH_MAX_BODY}. */
    public String environmentName() {
        return Source.ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Reads a text; blanks around it do not count. */
    public Parsed<T> parse(String text) {
        return kind.parse(text.strip());
    }

    /** Writes a value the way {@link #parse} reads it. */
    public String format(T value) {
        return kind.format(value);
    }

    @Override
    public String toString() {
        return key;
    }

    /** Throws unless the value could also have come from a text: a program may not step over the bounds either. */
    void requireValid(T value) {
        if (parse(format(value)) instanceof Parsed.Refused<T>(String why)) {
            throw new IllegalArgumentException(key + ": " + why);
        }
    }

    /** A kind for which nearly every text is good. */
    private record TextKind<T>(
            String accepts, Function<String, T> reader, Function<T, String> writer, boolean mayBeEmpty)
            implements Kind<T> {

        @Override
        public Parsed<T> parse(String text) {
            if (text.isEmpty() && !mayBeEmpty) {
                return new Parsed.Refused<>("the value is empty; it takes " + accepts);
            }
            try {
                return new Parsed.Value<>(reader.apply(text));
            } catch (DateTimeParseException notATime) {
                return new Parsed.Refused<>(Texts.quoted(text) + " is no time; write for example 2026-11-22T07:30:00Z");
            } catch (InvalidPathException notAPath) {
                return new Parsed.Refused<>(Texts.quoted(text) + " is no path: " + notAPath.getReason());
            }
        }

        @Override
        public String format(T value) {
            return writer.apply(value);
        }
    }
}
