package io.linkloom.worker.robots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fuzz.Mutants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any bytes are a robots.txt that decides about any page. */
class RobotsFuzzTest {
    private static final WebUrl FILE = WebUrl.parse("https://www.example.com/robots.txt");

    /** An input is a path, a newline and a file. */
    @FuzzTest
    void decides(byte[] input) {
        int newline = 0;
        while (newline < input.length && input[newline] != '\n') {
            newline++;
        }
        WebUrl page = FILE.resolve("/" + new String(input, 0, newline, StandardCharsets.UTF_8));
        String path = page == null ? "/" : page.pathAndQuery();
        byte[] file = Arrays.copyOfRange(input, Math.min(input.length, newline + 1), input.length);

        RobotsRules rules = RobotsRules.parse(file, file.length, false, FILE, "linkloom");

        Ruling ruling = rules.of(path);
        assertThat(ruling.allowed() || ruling.line() != null).isTrue();
        assertThat(rules.crawlDelay()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(rules.sitemaps()).doesNotContainNull();
        assertThat(RobotsRules.parse(file, file.length, true, FILE, "linkloom").of(path))
                .isNotNull();
    }

    @Test
    void damagedSeedsDecideToo() {
        Mutants.of(
                        RobotsFuzzTest.class,
                        "decides",
                        "User-agent: linkloom * Disallow: Allow: Crawl-delay: Sitemap: / /*.php$ *** $ # \r \n \r\n %2f %41 % < <html> \u00ef\u00bb\u00bf 99999999999 1e9 -1")
                .tryOn(5_000, this::decides);
    }
}
