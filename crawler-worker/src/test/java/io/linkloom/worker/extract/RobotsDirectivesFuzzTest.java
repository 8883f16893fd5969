package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.worker.fuzz.Mutants;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Any text is a list of directives. */
class RobotsDirectivesFuzzTest {
    private final RobotsDirectives directives = new RobotsDirectives("linkloom");

    @FuzzTest
    void reads(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        assertThat(directives.ofHeader(text) | directives.ofMeta(text)).isBetween(0, 7);
    }

    @Test
    void damagedSeedsAreDirectivesToo() {
        Mutants.of(
                        RobotsDirectivesFuzzTest.class,
                        "reads",
                        "none noindex nofollow noarchive linkloom: googlebot: unavailable_after: , : ;")
                .tryOn(10_000, this::reads);
    }
}
