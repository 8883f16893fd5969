package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkHeaderTest {
    private static String shown(String header) {
        return LinkHeader.parse(header).stream()
                .map(link -> link.target() + "=" + link.rel())
                .collect(Collectors.joining(" ; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            </a>; rel=next                                    | /a=next
            </a>;rel="next prev"                              | /a=next prev
            </a>; REL = "next"                                | /a=next
            </a>; rel=next; rel=prev                          | /a=next
            </a>; rel=next, </b>; rel=prev                    | /a=next ; /b=prev
            </a>,</b>, ,</c>                                  | /a= ; /b= ; /c=
            </a,b;c>; rel=next                                | /a,b;c=next
            </a>; title="x, </y>; rel=z"; rel=next            | /a=next
            </a>; title="\\"; rel=no"; rel=next                | /a=next
            </a>; title; rel=next                             | /a=next
            </a>; title*=UTF-8''x; rel=next                   | /a=next
            </a>; rel="next                                   | /a=next
            </a>; rel=                                        | /a=
            </a> junk; rel=next, </b>                         | /a=
            <> ; rel=self                                     | =self
            /a; rel=next                                      |
            </a                                               |
            ^^                                                |
            """)
    void linksAndTheirRelationsAreRead(String header, String links) {
        assertThat(shown(header)).isEqualTo(links == null ? "" : links);
    }

    @Test
    void otherParametersAreRead() {
        assertThat(LinkHeader.parse("</a>; anchor=\"#x\"; hreflang=de; title=\"T \\\\ \\\"t\\\"\"; rel=help"))
                .containsExactly(new LinkHeader.Value("/a", "help", "#x", "de", "T \\ \"t\""));
        assertThat(LinkHeader.parse("</a>").getFirst().anchor()).isNull();
    }

    @Test
    void headersThatAreNoneEndSoon() {
        assertThat(LinkHeader.parse("<a>,".repeat(100_000))).hasSize(1000);
        assertThat(LinkHeader.parse("<".repeat(100_000))).isEmpty();
        assertThat(LinkHeader.parse("<a>" + ";".repeat(100_000))).hasSize(1);
        assertThat(LinkHeader.parse("<a>; rel=\"" + "\\".repeat(100_000))).hasSize(1);
    }
}
