package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.worker.fuzz.Mutants;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Any text is a Link header, and what a meta refresh says. */
class LinkHeaderFuzzTest {

    @FuzzTest
    void reads(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (LinkHeader.Value link : LinkHeader.parse(text)) {
            assertThat(text).contains("<" + link.target() + ">");
        }
        assertThat(text).contains(MetaRefresh.reference(text));
    }

    @Test
    void damagedSeedsCanBeReadToo() {
        Mutants.of(
                        LinkHeaderFuzzTest.class,
                        "reads",
                        "< > ; , = \" \\ rel= rel*= UTF-8''%e2%82%ac anchor= hreflang= title= url= 0; ' \t")
                .tryOn(10_000, this::reads);
    }
}
