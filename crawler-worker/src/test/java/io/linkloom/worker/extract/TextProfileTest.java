package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages that are nearly the same have profiles that are, and others have not. */
class TextProfileTest {
    /** At most so many bits differ between pages that are told to be nearly the same. */
    private static final int NEAR = 6;

    private static final int PAGES = 100;

    private final LinkExtractor scanner = engine(ExtractEngine.SCANNER);

    private static LinkExtractor engine(ExtractEngine engine) {
        return engine.extractor(ExtractOptions.of("linkloom", ExtractLimits.DEFAULT));
    }

    private static long profile(LinkExtractor engine, String html) {
        return engine.extract(SamplePages.Sample.source(html.getBytes(StandardCharsets.UTF_8)))
                .textProfile();
    }

    private long profile(String html) {
        return profile(scanner, html);
    }

    private int distance(String one, String other) {
        return Long.bitCount(profile(one) ^ profile(other));
    }

    private static String words(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int word = 5 + random.nextInt(most); word > 0; word--) {
            text.append(Integer.toString(random.nextInt(3000) + 40_000, 36)).append(' ');
        }
        return text.toString();
    }

    /** Sixty paragraphs in a frame that all pages have in common. */
    private static String page(long seed, String date, String more) {
        Random random = new Random(seed);
        StringBuilder html = new StringBuilder("<html><body><p>The frame that all pages of this site have</p><b>" + date
                + "</b><ul><li>About<li>Contact</ul>\n");
        for (int i = 0; i < 60; i++) {
            html.append("<p>\n        ").append(words(random, 80)).append("</p>");
            html.append(i == 30 ? more : "");
        }
        return html.append("<p>And what stands at the foot of all of them</p>").toString();
    }

    @Test
    void anotherDateChangesNothing() {
        assertThat(profile(page(1, "12 May 2031", ""))).isEqualTo(profile(page(1, "13 May 2031", "")));
        assertThat(profile(page(1, "12 May 2031", ""))).isNotZero();
    }

    @Test
    void paragraphMoreChangesFewBitsAndAnotherTextMany() {
        int near = 0;
        for (int seed = 0; seed < PAGES; seed++) {
            String page = page(seed, "", "");
            String more = "<p>" + words(new Random(-seed), 40) + "</p>";
            near += distance(page, page(seed, "Page 317", more)) <= NEAR ? 1 : 0;
            assertThat(distance(page, page(seed + PAGES, "", ""))).isGreaterThan(2 * NEAR);
        }
        assertThat(near).isGreaterThanOrEqualTo(95);
    }

    @Test
    void profileIsThatOfThePageWhateverReadsIt() {
        String page = page(7, "", "");
        assertThat(profile(engine(ExtractEngine.JSOUP), page)).isEqualTo(profile(page));
    }

    @Test
    void pageWithTooLittleTextHasNone() {
        assertThat(profile("<p>A page with hardly any words on it")).isZero();
        assertThat(profile("<ul>" + "<li>12 May".repeat(500))).isZero();
        assertThat(profile("<p>" + "the same words again and again</p><p>".repeat(500)))
                .isZero();
        assertThat(profile("<p>" + " ".repeat(50_000))).isZero();
        assertThat(profile("")).isZero();
    }

    @Test
    void pageWithoutEndHasOne() {
        assertThat(profile(page(3, "", "").repeat(40))).isNotZero();
        assertThat(profile("<p>" + words(new Random(1), 80) + "x".repeat(400_000)))
                .isZero();
    }

    @Test
    void pagesOfDocumentationDifferUnlessTheyAreVersionsOfOnePage() throws IOException {
        List<SamplePages.Sample> pages = SamplePages.installed(150);
        assumeTrue(!pages.isEmpty());
        List<Long> profiles = new ArrayList<>();
        pages.forEach(page -> profiles.add(scanner.extract(page.source()).textProfile()));
        int near = 0;
        for (int i = 0; i < profiles.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean both = profiles.get(i) != 0 && profiles.get(j) != 0;
                near += both && Long.bitCount(profiles.get(i) ^ profiles.get(j)) <= NEAR ? 1 : 0;
            }
        }
        assertThat(near).isLessThanOrEqualTo(pages.size() / 20);
    }
}
