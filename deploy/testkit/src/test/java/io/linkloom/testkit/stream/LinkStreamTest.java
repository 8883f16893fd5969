package io.linkloom.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The stream is what its users take it for. */
class LinkStreamTest {
    private static final StreamSpec SPEC = StreamSpec.of(400_000);
    private static final LinkStream STREAM = new LinkStream(SPEC);

    @Test
    void theSameSeedGivesTheSameVisitsAndAnotherSeedOthers() {
        LinkStream again = new LinkStream(StreamSpec.of(400_000));
        LinkStream other = new LinkStream(new StreamSpec(2, 400_000, 0.1));

        for (int i = 0; i < 100; i++) {
            assertThat(again.visit(i, 2)).isEqualTo(STREAM.visit(i, 2)).isNotEqualTo(other.visit(i, 2));
        }
    }

    @Test
    void aRoundVisitsEachPageOnce() {
        Set<String> urls = new HashSet<>();
        for (int i = 0; i < STREAM.pages(); i++) {
            urls.add(STREAM.visit(i, 0).url());
            assertThat(STREAM.url(i)).isEqualTo(STREAM.visit(i, 0).url());
        }

        assertThat(urls).hasSize(STREAM.pages());
    }

    @Test
    void linksAreAsManyAsLongAndAsInternalAsThoseOfTheWeb() {
        List<StreamLink> links = new ArrayList<>();
        long internal = 0;
        for (int i = 0; i < STREAM.pages(); i++) {
            StreamPage page = STREAM.visit(i, 0);
            links.addAll(page.links());
            internal += page.links().stream()
                    .filter(link -> siteOf(link.target()).equals(siteOf(page.url())))
                    .count();
        }

        assertThat(links.size() / (double) STREAM.pages()).isCloseTo(80, within(4.0));
        assertThat(internal / (double) links.size()).isCloseTo(0.85, within(0.02));
        assertThat(links.stream().mapToInt(link -> link.target().length()).average())
                .hasValueCloseTo(75.0, within(3.0));
    }

    @Test
    void fourTargetsTakeAboutOneLinkOfAHundredEach() {
        Map<String, Integer> targets = new HashMap<>();
        int links = 0;
        for (int i = 0; i < STREAM.pages(); i++) {
            for (StreamLink link : STREAM.visit(i, 0).links()) {
                targets.merge(link.target(), 1, Integer::sum);
                links++;
            }
        }

        List<Integer> most =
                targets.values().stream().sorted((a, b) -> b - a).limit(4).toList();
        for (int each : most) {
            assertThat(each / (double) links).isCloseTo(0.01, within(0.004));
        }
    }

    @Test
    void aPageHasEachTargetOnceAndNotItself() {
        for (int i = 0; i < 1000; i++) {
            StreamPage page = STREAM.visit(i, 1);

            assertThat(page.links())
                    .extracting(StreamLink::target)
                    .doesNotHaveDuplicates()
                    .doesNotContain(page.url());
        }
    }

    @Test
    void mostPagesStayAsTheyAreAndOthersChangeAFewLinks() {
        int changed = 0;
        for (int i = 0; i < 2000; i++) {
            StreamPage before = STREAM.visit(i, 0);
            StreamPage after = STREAM.visit(i, 1);
            if (!after.changed()) {
                assertThat(after.links()).isEqualTo(before.links());
                continue;
            }
            changed++;
            Set<StreamLink> stayed = new HashSet<>(before.links());
            stayed.retainAll(after.links());
            assertThat(stayed).hasSizeGreaterThan(before.links().size() / 2);
        }

        assertThat(changed / 2000.0).isCloseTo(SPEC.changing(), within(0.03));
    }

    private static String siteOf(String url) {
        return url.substring(url.indexOf('.') + 1, url.indexOf('/', "https://".length()));
    }
}
