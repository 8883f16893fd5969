package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.url.WebUrl;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of URLs as sites have them, of those of traps, and of hostile ones. */
class UrlShapeTest {
    private static Set<TrapMark> marks(String url) {
        return TrapMark.in(UrlShape.marks(WebUrl.parse(url.contains("://") ? url : "https://a.test" + url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/2024/05/",
                "/2024/05/06/what-happened.html",
                "/2024/05/06/05",
                "/blog/2024/05/06/2024-in-review/",
                "/news/2024/",
                "/archives/1850/",
                "/page/7/",
                "/category/travel/page/100/",
                "/forum/viewtopic.php?f=12&t=345678",
                "/forum/viewtopic.php?t=345678&start=45",
                "/item/12345678",
                "/item/20241399",
                "/rfc/rfc2616.html",
                "/wiki/Page_317",
                "/pages/31712345",
                "/?p=31712",
                "/?page_id=31712",
                "/en/docs/en/guide/",
                "/a/b/a/b/c",
                "/files/12/12/12/12/report.pdf",
                "/0/0/0/photo",
                "/v1.2.3/v1.2.4/v1.2.5/",
                "/watch?v=dQw4w9WgXcQ&list=PL1",
                "/search?q=a&lang=en&sort=date&page=3",
                "/shop?year=2020",
                "/api?update=1234&validate=1&candidate=77",
                "/film?runtime=120&released=1994",
                "https://ja.wikipedia.org/wiki/%E3%82%A6%E3%82%A3%E3%82%AD%E3%83%9A%E3%83%87%E3%82%A3%E3%82%A2:%E3%83%86%E3%82%AD%E3%82%B9%E3%83%88"
            })
    void pagesAsSitesHaveThemHaveNoMark(String url) {
        assertThat(marks(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/b/a/b/a/b/",
                "/img/img/img/",
                "/x//y//z//",
                "/de/about/de/contact/de/index.php",
                "/about/team/about/team/about/team?x=1"
            })
    void segmentThatComesThreeTimesIsSeen(String url) {
        assertThat(marks(url)).containsExactly(TrapMark.REPEATING_SEGMENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events/2031-04-05",
                "/events/2031/4/5/",
                "/2019/03/04/",
                "/termine/20310405",
                "/calendar/2031/05",
                "/kalender/2031-05.html",
                "/archive/2187/05/",
                "/events?date=2031-04-05",
                "/events?view=month&from=2031-04",
                "/?tribe-bar-date=2031-04-05",
                "/cal.php?month=4&year=2031",
                "/cal.php?event[month]=4",
                "/cal.php?startDate=20310405"
            })
    void daysAndMonthsOfCalendarsAreSeen(String url) {
        assertThat(marks(url)).containsExactly(TrapMark.CALENDAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/list?page=317",
                "/list?PAGE=000317",
                "/list?sort=up&offset=40000",
                "/list?pg=99999999999999999999",
                "/list/page/317",
                "/list/page/317/",
                "/list/page-317.html",
                "/list/seite317"
            })
    void pagesFarBehindInARowAreSeen(String url) {
        assertThat(marks(url)).containsExactly(TrapMark.COUNTER);
    }

    @Test
    void overlongUrlsAndQueriesAndManyParametersAreSeen() {
        assertThat(marks("/" + "a".repeat(399))).isEmpty();
        assertThat(marks("/" + "a".repeat(400))).containsExactly(TrapMark.LONG_URL);
        assertThat(marks("/?" + "a".repeat(200))).isEmpty();
        assertThat(marks("/?" + "a".repeat(201))).containsExactly(TrapMark.LONG_QUERY);
        assertThat(marks("/?" + "a".repeat(500))).containsExactly(TrapMark.LONG_URL, TrapMark.LONG_QUERY);
        assertThat(marks("/?a=1&b=2&c=3&d=4&e=5&f=6&g=7")).isEmpty();
        assertThat(marks("/?a=1&b=2&c=3&d=4&e=5&f=6&g=7&&")).isEmpty();
        assertThat(marks("/?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8")).containsExactly(TrapMark.MANY_PARAMETERS);
    }

    @Test
    void charactersOfAllScriptsCountAlikeTowardsTheLength() {
        assertThat(marks("/" + "ウ".repeat(399))).isEmpty();
        assertThat(marks("/" + "ウ".repeat(400))).containsExactly(TrapMark.LONG_URL);
        assertThat(marks("/?" + "ж".repeat(200))).isEmpty();
        assertThat(marks("/?" + "ж".repeat(201))).containsExactly(TrapMark.LONG_QUERY);
    }

    @Test
    void anyUrlHasAnAnswer() {
        Random random = new Random(5);
        String[] pieces = {
            "/", "//", "?", "&", "=", "-", "_", ".", "%", "%E3%82", "page", "date", "2031", "04", "9", "a", "]"
        };
        for (int draw = 0; draw < 20_000; draw++) {
            StringBuilder url = new StringBuilder("/");
            for (int piece = random.nextInt(40); piece > 0; piece--) {
                url.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(UrlShape.marks(WebUrl.parse("http://a.test" + url))).isNotNegative();
        }
        for (String piece : pieces) {
            assertThat(UrlShape.marks(WebUrl.parse("http://a.test/" + piece.repeat(4000 / piece.length()))))
                    .isNotNegative();
            assertThat(UrlShape.marks(WebUrl.parse("http://a.test/?" + piece.repeat(4000 / piece.length()))))
                    .isNotNegative();
        }
    }
}
