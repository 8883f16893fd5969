package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.worker.fuzz.Mutants;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever a server writes into Retry-After and Date asks for some time within the bounds. */
class RetryAfterFuzzTest {
    private static final long NOW = 1_800_000_000_000L;

    /** An input is a Retry-After, and behind a newline a Date. */
    @FuzzTest
    void waits(byte[] input) {
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2);
        ResponseHeaders headers = lines.length == 1
                ? ResponseHeaders.of("Retry-After", lines[0])
                : ResponseHeaders.of("Retry-After", lines[0], "Date", lines[1]);

        assertThat(RetryAfter.waitMillis(headers, NOW)).isBetween(0L, RetryAfter.LONGEST.toMillis());
    }

    @Test
    void damagedSeedsAskForATimeToo() {
        Mutants.of(
                        RetryAfterFuzzTest.class,
                        "waits",
                        "0 9 99999999 999999999 1994 -1 + GMT Jan feb , - : :60 00 Sunday, \n Sun, \u0660")
                .tryOn(20_000, this::waits);
    }
}
