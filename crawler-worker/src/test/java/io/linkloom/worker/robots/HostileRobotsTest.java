package io.linkloom.worker.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRobotsTest {
    private static final WebUrl FILE = WebUrl.parse("https://www.example.com/robots.txt");

    @ParameterizedTest
    @ValueSource(
            strings = {"<", "<html>\nuser-agent:", "User-agent:", "*", "/*a", "Disallow: /*\n", " ", ":", "%", "\0", "#"
            })
    void fileMadeToWasteTimeDoesNot(String piece) {
        String start = "<html>\nUser-agent: linkloom\nDisallow: ";
        String file = start + piece.repeat((RobotsRules.MAX_BYTES - start.length()) / piece.length());
        String page = "/" + "a".repeat(4000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);
            RobotsRules rules = RobotsRules.parse(bytes, bytes.length, false, FILE, "linkloom");
            for (int i = 0; i < 10; i++) {
                assertThat(rules.of(page)).isNotNull();
            }
        });
    }

    @Test
    void anyBytesWillDo() {
        Random random = new Random(20261122);
        String words = "User-agent: *\nDisallow: /a*b$\nAllow: %C3\r\nCrawl-delay: 1.5\nSitemap: /s\n\uFEFF<html>#\0";
        for (int run = 0; run < 3000; run++) {
            byte[] file = new byte[random.nextInt(200)];
            for (int i = 0; i < file.length; i++) {
                boolean word = random.nextInt(10) > 0;
                file[i] = (byte) (word ? words.charAt(random.nextInt(words.length())) : random.nextInt(256));
            }
            RobotsRules rules = RobotsRules.parse(file, file.length, random.nextBoolean(), FILE, "linkloom");
            assertThat(rules.of("/robots.txt").allowed()).isTrue();
            assertThat(rules.crawlDelay()).isBetween(Duration.ZERO, CrawlDelay.LONGEST);
        }
    }
}
