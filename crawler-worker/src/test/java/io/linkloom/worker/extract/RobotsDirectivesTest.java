package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.PageRobots;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsDirectivesTest {

    private final RobotsDirectives directives = new RobotsDirectives("linkloom");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            noindex                                              | 1
            NoIndex , NOFOLLOW                                   | 3
            none                                                 | 3
            noarchive,noindex                                    | 5
            all                                                  | 0
            index, follow                                        | 0
            otherbot: noindex, nofollow                          | 0
            otherbot: noindex, linkloom: nofollow                | 2
            linkloom: noindex, noarchive                         | 5
            robots: noindex                                      | 1
            noindex, otherbot: nofollow                          | 1
            unavailable_after: 25 Jun 2010 15:00:00 PST, noindex | 1
            max-snippet: 20, nofollow                            | 2
            otherbot: max-snippet:20, nofollow                   | 0
            unavailable_after: Friday, 25-Jun-10 15:00:00 UTC    | 0
            noindexx                                             | 0
            :noindex                                             | 0
            LinkLoom: NOINDEX                                    | 1
            linkloombot: noindex                                 | 0
            googlebot: noindex                                   | 0
            googlebot: nofollow, linkloom: noarchive, none       | 7
            noindex, googlebot: none, robots: nofollow           | 3
            noindex nofollow                                     | 3
            linkloom : noindex                                   | 1
            linkloom: unavailable_after: 25 Jun 2010 15:00:00 PST, nofollow      | 2
            unavailable_after: Fri, 2010-06-25T15:00:00, noindex | 1
            googlebot: unavailable_after: Friday, 25-Jun-10 15:00:00 UTC, noindex | 0
            max-image-preview:large, max-snippet:-1, noarchive   | 4
            *: noindex                                           | 1
            linkloom/1.0: noindex                                | 1
            ,,noindex,,                                          | 1
            none of these                                        | 3
            """)
    void headerIsRead(String value, int bits) {
        assertThat(directives.ofHeader(value)).isEqualTo(bits);
    }

    @Test
    void severalHeadersAddUpAndEachBeginsWithWhatIsForAll() {
        assertThat(directives.ofHeaders(List.of("otherbot: nofollow", "noindex", "linkloom: noarchive")))
                .isEqualTo(PageRobots.NOINDEX | PageRobots.NOARCHIVE);
        assertThat(directives.ofHeaders(List.of("noindex", "linkloom: index, all")))
                .isEqualTo(PageRobots.NOINDEX);
        assertThat(directives.ofHeaders(List.of())).isEqualTo(PageRobots.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "robots, true",
        "ROBOTS, true",
        "linkloom, true",
        "LinkLoom, true",
        "' linkloom ', true",
        "googlebot, false",
        "linkloombot, false",
        "'', false",
    })
    void metaTagIsForUsByItsName(String name, boolean forUs) {
        assertThat(directives.isForUs(name)).isEqualTo(forUs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "noindex,nofollow | 3",
                "NONE | 3",
                "noindex nofollow | 3",
                "index, follow | 0",
                "max-snippet:-1, noarchive | 4",
                "googlebot: noindex | 1",
                "'' | 0",
            })
    void metaContentIsRead(String content, int bits) {
        assertThat(directives.ofMeta(content)).isEqualTo(bits);
    }
}
