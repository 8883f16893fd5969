package io.linkloom.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    private enum Scope {
        ANY,
        BY_HOST
    }

    private static final Setting<Integer> CONCURRENCY =
            Setting.ofInt("worker.concurrency", 256, 1, 100_000, "Pages fetched at the same time.");
    private static final Setting<Long> MAX_BODY =
            Setting.ofBytes("fetch.max-body", 2 << 20, 1024, 1 << 30, "Bytes of a body that are read.");
    private static final Setting<Duration> DELAY = Setting.ofDuration(
            "host.delay", Duration.ofSeconds(1), Duration.ZERO, Duration.ofDays(1), "Gap between two fetches.");
    private static final Setting<Scope> SCOPE = Setting.ofChoice("crawl.scope", Scope.ANY, "What is fetched.");

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "500ms, 500ms",
        "10s, 10s",
        "10 s, 10s",
        "5m, 5m",
        "2h, 2h",
        "1d, 1d",
        "90s, 90s",
        "120s, 2m",
        "1500ms, 1500ms",
        "2000ms, 2s",
        "PT1M30S, 90s",
        "pt2h, 2h",
        "P1D, 1d",
        "PT0.0005S, PT0.0005S"
    })
    void durationIsReadInAllItsFormsAndWrittenInTheShortest(String written, String shown) {
        assertThat(DELAY.format(good(DELAY, written))).isEqualTo(shown);
        assertThat(good(DELAY, shown)).isEqualTo(good(DELAY, written));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T07:30:00Z, 2026-11-22T07:30:00Z", "2026-11-22T07:30:00+01:00, 2026-11-22T06:30:00Z"})
    void timeIsReadInAnyZoneAndWrittenInUtc(String written, String shown) {
        Setting<Optional<Instant>> since = Setting.ofOptionalTime("since", "When it began, which may be unknown.");
        assertThat(since.format(good(since, written))).isEqualTo(shown);
        assertThat(good(since, "")).isEmpty();
        assertThat(refusal(since, "yesterday"))
                .isEqualTo("\"yesterday\" is no time; write for example 2026-11-22T07:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "10", "1.5s", "5 minutes", "PT", "P1Y", "99999999999999999999d", "1s2"})
    void textThatIsNoDurationIsRefusedWithAnExample(String written) {
        assertThat(refusal(DELAY, written)).isEqualTo("\"" + written + "\" is no duration; write for example 10s");
    }

    @Test
    void outOfBoundsIsRefusedWithTheBounds() {
        assertThat(refusal(DELAY, "2d")).isEqualTo("\"2d\" is out of bounds; it takes a duration from 0s to 1d");
        assertThat(refusal(DELAY, "-PT1S")).contains("out of bounds");
        assertThat(refusal(MAX_BODY, "2GiB")).isEqualTo("\"2GiB\" is out of bounds; it takes a size from 1KiB to 1GiB");
        assertThat(refusal(CONCURRENCY, "0"))
                .isEqualTo("\"0\" is out of bounds; it takes a whole number from 1 to 100000");
        assertThat(refusal(CONCURRENCY, "99999999999999999999999")).contains("out of bounds");
    }

    @Test
    void boundsThemselvesAreAccepted() {
        assertThat(good(CONCURRENCY, "1")).isEqualTo(1);
        assertThat(good(CONCURRENCY, " 100000 ")).isEqualTo(100_000);
        assertThat(good(DELAY, "1d")).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 1024, 1KiB", "512KiB, 524288, 512KiB", "2MiB, 2097152, 2MiB", "2 mib, 2097152, 2MiB",
        "10MB, 10000000, 10MB", "1GiB, 1073741824, 1GiB", "3000b, 3000, 3KB", "1537, 1537, 1537"
    })
    void sizeIsReadInAllItsForms(String written, long bytes, String shown) {
        assertThat(good(MAX_BODY, written)).isEqualTo(bytes);
        assertThat(MAX_BODY.format(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lots", "-1", "10K", "2Mi", "1.5MiB", "KiB"})
    void textThatIsNoSizeIsRefusedWithAnExample(String written) {
        assertThat(refusal(MAX_BODY, written)).isEqualTo("\"" + written + "\" is no size; write for example 2MiB");
    }

    @Test
    void sizeBeyondAllNumbersIsOutOfBoundsAndDoesNotWrapAround() {
        assertThat(refusal(MAX_BODY, "99999999999999TiB")).contains("out of bounds");
        assertThat(ByteSizes.parse("99999999999999TiB")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void choiceIsWrittenInLowerCaseWithHyphens() {
        assertThat(good(SCOPE, "by-host")).isEqualTo(Scope.BY_HOST);
        assertThat(SCOPE.format(Scope.BY_HOST)).isEqualTo("by-host");
        assertThat(refusal(SCOPE, "BY_HOST")).isEqualTo("\"BY_HOST\" is none of any, by-host");
        assertThat(SCOPE.accepts()).isEqualTo("one of any, by-host");
    }

    @Test
    void setIsAnyOfTheWordsInAnyOrderAndWrittenInOne() {
        Setting<Set<Scope>> scopes = Setting.ofSet(
                "crawl.scopes",
                List.of(Scope.values()),
                scope -> scope == Scope.ANY ? "of-0" : "of-1",
                Set.of(),
                "What is fetched.");
        assertThat(good(scopes, " of-1,, of-0 ")).containsExactlyInAnyOrder(Scope.ANY, Scope.BY_HOST);
        assertThat(good(scopes, "")).isEmpty();
        assertThat(scopes.format(Set.of(Scope.BY_HOST, Scope.ANY))).isEqualTo("of-0,of-1");
        assertThat(refusal(scopes, "of-0,of-2")).isEqualTo("\"of-2\" is none of of-0, of-1");
        assertThat(scopes.accepts()).isEqualTo("any of of-0, of-1 with commas");
    }

    @Test
    void booleanHasTwoWordsAndTheirSynonyms() {
        Setting<Boolean> verify = Setting.ofBoolean("fetch.tls-verify", true, "Whether certificates are checked.");
        assertThat(good(verify, "no")).isFalse();
        assertThat(good(verify, "on")).isTrue();
        assertThat(verify.format(true)).isEqualTo("true");
        assertThat(refusal(verify, "1")).isEqualTo("\"1\" is none of true, false");
    }

    @Test
    void otherKindsAreRead() {
        Setting<Long> pages = Setting.ofLong("crawl.max-pages", 0, 0, Long.MAX_VALUE, "Pages to fetch.");
        Setting<Double> factor = Setting.ofDouble("host.factor", 0.5, 0, 10, "Share of the response time.");
        Setting<List<String>> allow = Setting.ofList("fetch.allow", List.of(), "Networks that may be fetched from.");
        Setting<Path> data = Setting.ofPath("data", Path.of("linkloom-data"), "Where the state lives.");
        Setting<Optional<String>> contact = Setting.ofOptionalText("contact", "Who runs the crawler.");

        assertThat(good(pages, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(refusal(pages, "many")).isEqualTo("\"many\" is no whole number; write digits");
        assertThat(good(factor, "2.25")).isEqualTo(2.25);
        assertThat(refusal(factor, "NaN")).isEqualTo("\"NaN\" is no number; write for example 0.5");
        assertThat(good(allow, "10.0.0.0/8, ::1/128,,")).containsExactly("10.0.0.0/8", "::1/128");
        assertThat(good(allow, "")).isEmpty();
        assertThat(good(data, "/var/lib/x")).isEqualTo(Path.of("/var/lib/x"));
        assertThat(refusal(data, "a\0b")).startsWith("\"a\uFFFDb\" is no path");
        assertThat(good(contact, "")).isEmpty();
        assertThat(good(contact, "https://example.org/#bot")).contains("https://example.org/#bot");
    }

    @Test
    void durationThatMayBeMissingKeepsItsBounds() {
        Setting<Optional<Duration>> gap =
                Setting.ofOptionalDuration("gap", Duration.ofSeconds(1), Duration.ofMinutes(1), "A gap, perhaps.");
        assertThat(gap.defaultValue()).isEmpty();
        assertThat(good(gap, "")).isEmpty();
        assertThat(good(gap, "30s")).contains(Duration.ofSeconds(30));
        assertThat(gap.format(Optional.empty())).isEmpty();
        assertThat(gap.format(Optional.of(Duration.ofSeconds(30)))).isEqualTo("30s");
        assertThat(refusal(gap, "2m")).isEqualTo("\"2m\" is out of bounds; it takes a duration from 1s to 1m");
        assertThat(gap.accepts()).isEqualTo("a duration from 1s to 1m, or nothing");
    }

    @Test
    void emptyTextIsRefusedWhereOneIsNeeded() {
        Setting<String> servers = Setting.ofText("kafka.servers", "localhost:9092", "Where Kafka is.");
        assertThat(refusal(servers, "  ")).isEqualTo("the value is empty; it takes a text");
    }

    @Test
    void longTextIsCutInItsRefusal() {
        assertThat(refusal(CONCURRENCY, "9x".repeat(1000))).hasSizeLessThan(150).contains("…");
    }

    @Test
    void nameInTheEnvironmentFollowsFromTheKey() {
        assertThat(MAX_BODY.environmentName()).isEqualTo("LINKLOOM_FETCH_MAX_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Fetch", "fetch.", ".fetch", "fetch..size", "fetch_size", "fetch.-a", "1fetch"})
    void keyOutOfShapeIsAProgrammingError(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.ofBoolean(key, true, "Something."));
    }

    @Test
    void defaultOutOfItsOwnBoundsIsAProgrammingError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.ofInt("a", 0, 1, 2, "Something."))
                .withMessage("a: \"0\" is out of bounds; it takes a whole number from 1 to 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.ofText("a", "", "Something."));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.ofBoolean("a", true, " "));
    }

    private static <T> T good(Setting<T> setting, String text) {
        return switch (setting.parse(text)) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Refused<T>(String why) -> throw new AssertionError(why);
        };
    }

    private static <T> String refusal(Setting<T> setting, String text) {
        return switch (setting.parse(text)) {
            case Parsed.Value<T>(T value) -> throw new AssertionError("accepted as " + value);
            case Parsed.Refused<T>(String why) -> why;
        };
    }
}
