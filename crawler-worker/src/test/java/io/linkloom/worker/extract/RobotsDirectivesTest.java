package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

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
            """)
    void headerIsRead(String value, int bits) {
        assertThat(directives.ofHeader(value)).isEqualTo(bits);
    }
}
