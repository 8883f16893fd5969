package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final long NOW = Instant.parse("1994-11-06T08:49:00Z").toEpochMilli();

    private static long wait(String retryAfter, @Nullable String date) {
        ResponseHeaders headers = date == null
                ? ResponseHeaders.of("Retry-After", retryAfter)
                : ResponseHeaders.of("Retry-After", retryAfter, "Date", date);
        return RetryAfter.waitMillis(headers, NOW);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "120, 120", "604800, 604800", "604801, 604800", "99999999999999999999999, 604800"})
    void secondsAreWaitedForUpToAWeek(String text, long seconds) {
        assertThat(wait(text, null)).isEqualTo(seconds * 1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "sun, 06 NOV 1994 08:49:37 gmt",
                "Mon, 6 Nov 1994 08:49:37 GMT",
            })
    void dateIsReadInAllItsForms(String text) {
        assertThat(wait(text, null)).isEqualTo(37_000);
    }

    @Test
    void dateIsRelativeToTheServersClock() {
        assertThat(wait("Thu, 01 Jan 2015 00:02:00 GMT", "Thu, 01 Jan 2015 00:00:00 GMT"))
                .as("its clock is twenty years ahead")
                .isEqualTo(120_000);
        assertThat(wait("Sun, 06 Nov 1994 08:49:37 GMT", "no date")).isEqualTo(37_000);
    }

    @Test
    void datePastAsksForNothingAndOneFarAheadForAWeek() {
        assertThat(wait("Sun, 06 Nov 1994 08:48:59 GMT", null)).isZero();
        assertThat(wait("Fri, 31 Dec 9999 23:59:59 GMT", null))
                .isEqualTo(Duration.ofDays(7).toMillis());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "+5",
                "1.5",
                "120 s",
                "120, 240",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Sun, 32 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 Nov 99999999999 08:49:37 GMT",
                "a b c d e",
                "- - - - - GMT",
                "1994-11-06T08:49:37Z",
            })
    void whatCannotBeReadAsksForNothing(String text) {
        assertThat(wait(text, null)).isZero();
    }

    @Test
    void hostileLengthIsNotLookedAt() {
        assertThat(wait("Sun, " + " ".repeat(60_000) + "06 Nov 1994 08:49:37 GMT", null))
                .isZero();
        assertThat(wait("9".repeat(60_000), null)).isEqualTo(Duration.ofDays(7).toMillis());
    }

    @ParameterizedTest
    @CsvSource({"94, 1994", "44, 2044", "45, 1945", "00, 2000"})
    void yearOfTwoDigitsIsAtMostFiftyYearsAhead(String digits, int year) {
        assertThat(HttpDate.parse("Sunday, 06-Nov-" + digits + " 08:49:37 GMT", NOW))
                .hasValue(Instant.parse(year + "-11-06T08:49:37Z").toEpochMilli());
    }

    @Test
    void leapSecondIsADate() {
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW))
                .hasValue(Instant.parse("2016-12-31T23:59:59Z").toEpochMilli());
    }
}
