package io.linkloom.worker.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.worker.fetch.ResponseHeaders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Duration MOST = Duration.ofDays(1);
    private static final long NOW = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

    private static Duration of(String... headers) {
        return Freshness.of(ResponseHeaders.of(headers), LEAST, MOST, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=3600 | PT1H",
                "public, MAX-AGE=3600, must-revalidate | PT1H",
                "max-age=\"3600\" | PT1H",
                "max-age=7200,max-age=3600 | PT1H",
                "max-age=604800 | PT24H",
                "max-age=99999999999999999999 | PT24H",
                "max-age=60 | PT5M",
                "max-age=0 | PT5M",
                "max-age=junk | PT5M",
                "max-age=-1 | PT5M",
                "no-cache | PT5M",
                "no-store, max-age=3600 | PT5M",
                "private | PT24H",
                "s-maxage=3600 | PT24H",
                "max-age | PT24H",
                ",,= | PT24H",
            })
    void cacheControlSaysHowLong(String cacheControl, Duration good) {
        assertThat(of("Cache-Control", cacheControl)).isEqualTo(good);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(of("Cache-Control", "public", "Cache-Control", "max-age=3600"))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void ageIsTimeAlreadySpent() {
        assertThat(of("Cache-Control", "max-age=3600", "Age", "1800")).isEqualTo(Duration.ofMinutes(30));
        assertThat(of("Cache-Control", "max-age=3600", "Age", "9000")).isEqualTo(LEAST);
        assertThat(of("Cache-Control", "max-age=3600", "Age", "x")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void expiresCountsWithoutMaxAgeByTheServersClock() {
        String inTwoHours = "Sun, 22 Nov 2026 12:00:00 GMT";
        assertThat(of("Expires", inTwoHours)).isEqualTo(Duration.ofHours(2));
        assertThat(of("Expires", inTwoHours, "Date", "Sun, 22 Nov 2026 09:00:00 GMT"))
                .isEqualTo(Duration.ofHours(3));
        assertThat(of("Expires", inTwoHours, "Cache-Control", "max-age=3600")).isEqualTo(Duration.ofHours(1));
        assertThat(of("Expires", "Thu, 19 Nov 1981 08:52:00 GMT")).isEqualTo(LEAST);
        assertThat(of("Expires", "0")).isEqualTo(LEAST);
        assertThat(of("Expires", "Sun, 22 Nov 2099 12:00:00 GMT")).isEqualTo(MOST);
    }

    @Test
    void withoutAWordItIsGoodForLongest() {
        assertThat(of()).isEqualTo(MOST);
    }

    @Test
    void shorterMostThanLeastIsWhatCounts() {
        Duration most = Duration.ofSeconds(10);
        assertThat(Freshness.of(ResponseHeaders.of(), LEAST, most, NOW)).isEqualTo(most);
        assertThat(Freshness.of(ResponseHeaders.of("Cache-Control", "max-age=3600"), LEAST, most, NOW))
                .isEqualTo(most);
        assertThat(Freshness.of(ResponseHeaders.of("Cache-Control", "no-store"), LEAST, most, NOW))
                .isEqualTo(most);
    }
}
