package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every engine reads in and around a link, and where it finds it. */
abstract class AbstractLinkWordsTest extends ExtractorSuite {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <a href=/x>  two\t&#10; words&nbsp;here </a>          | two words here
            <a href=/x>a<b>b<i>c</i></b>d</a>                    | abcd
            <a href=/x><div>one</div><div>two</div></a>          | one two
            <a href=/x>one<br>two</a>                            | one two
            <a href=/x><img alt='the logo'></a>                  | the logo
            <a href=/x>see<img alt=logo>here</a>                 | see logo here
            <a href=/x><img alt=''>text</a>                      | text
            <a href=/x>a<script>var b;</script><style>c{}</style>d</a> | ad
            <a href=/x>a<!-- b -->c</a>                          | ac
            <a href=/x>&lt;p&gt; &amp; &#228;</a>                | <p> & ä
            <a href=/x>hy\u00adphen zero\u200bwidth</a>          | hyphen zerowidth
            <a href=/x><noscript><img alt=twice></noscript><img alt=twice></a> | twice
            <a href=/x></a>                                      | ''
            <a href=/x title=' the  title '>  </a>               | the title
            <a href=/x title=t aria-label=label></a>             | label
            <a href=/x title=t aria-label=label>words</a>        | words
            <a href=/x title=t><img alt=' '></a>                 | t
            <a href=/x><svg><title>icon</title></svg></a>        | icon
            <a href=/x><svg><style>a{}</style></svg>b</a>        | b
            <a href=/x>a<template>b</template>c</a>              | ac
            <a href=/x>a<iframe>b</iframe>c</a>                  | ac
            <a href=/x>a\0b</a>                                  | ab
            <map><area href=/x title=t></map>                    | t
            <a href=/x>never closed                              | never closed
            <a href=/x><span>x</span> <span>y</span></a>         | x y
            <map><area href=/x alt=' the  map '></map>           | the map
            """)
    void anchorIsTheTextThatAReaderSees(String html, String anchor) {
        assertThat(link(html).anchor()).isEqualTo(anchor == null ? "" : anchor);
    }

    @Test
    void anchorIsCutAt256CodePoints() {
        String anchor =
                link("<a href=/x>" + "\ud83d\ude00".repeat(300) + "</a>").anchor();
        assertThat(anchor.codePointCount(0, anchor.length())).isEqualTo(256);
        assertThat(link("<a href=/x>" + "ab ".repeat(300) + "</a>").anchor())
                .hasSize(256)
                .endsWith(" a");
    }

    @Test
    void unpairedSurrogatesDoNotReachTheAnchor() {
        assertThat(link("<a href=/x>a&#xD800;b</a>").anchor()).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @CsvSource({
        "<main>%s</main>, MAIN",
        "<main><article><p>%s</article></main>, ARTICLE",
        "<nav><ul><li>%s</ul></nav>, NAV",
        "<header>%s</header>, HEADER",
        "<footer>%s</footer>, FOOTER",
        "<article><aside>%s</aside></article>, ASIDE",
        "<article><aside>x</aside>%s</article>, ARTICLE",
        "<nav>x</nav>%s, OTHER",
        "%s, OTHER",
    })
    void placeIsTheNearestLandmark(String html, Place place) {
        assertThat(link(html.formatted("<a href=/x>y</a>")).place()).isEqualTo(place);
    }

    @Test
    void textAroundALinkIsThatOfItsParagraph() {
        Link link = link("<p>Not this.</p><p>  See <b>the\n</b> <a href=/x>words</a>, which<br>say more.<p>Nor this.");
        assertThat(link.textBefore()).isEqualTo("See the");
        assertThat(link.textAfter()).isEqualTo(", which say more.");
        assertThat(link("<ul><li>one<li><a href=/x>two</a><li>three</ul>").textBefore())
                .isEmpty();
        assertThat(link("<ul><li>one<li><a href=/x>two</a><li>three</ul>").textAfter())
                .isEmpty();
    }

    @Test
    void otherLinksAreTextAroundALink() {
        List<Link> links = links("<a href=/1>one</a> | <a href=/2>two</a> | <a href=/3>three</a>");
        assertThat(links).extracting(Link::textBefore).containsExactly("", "one |", "one | two |");
        assertThat(links).extracting(Link::textAfter).containsExactly("| two | three", "| three", "");
    }

    @ParameterizedTest
    @CsvSource({"x", "ä", "日", "\ud83d\ude00", "&auml;", "&#x1F600;", "'x    \n\t  '"})
    void textAroundALinkHas60Characters(String character) {
        Link link = link("<p>" + character.repeat(400) + "<a href=/x>words</a>" + character.repeat(400) + "</p>");
        assertThat(link.textBefore().codePointCount(0, link.textBefore().length()))
                .isBetween(59, 60);
        assertThat(link.textAfter().codePointCount(0, link.textAfter().length()))
                .isBetween(59, 60);
        assertThat(link.textBefore().codePoints().distinct().count()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <div id=footer>%s</div>                              | FOOTER
            <div class='wide site-header'>%s</div>               | HEADER
            <ul class=menu><li>%s</ul>                           | NAV
            <div class=main-nav>%s</div>                         | NAV
            <div class=siteFooter>%s</div>                       | FOOTER
            <table><tr><td class=sidebar>%s</td></tr></table>    | ASIDE
            <div role=navigation>%s</div>                        | NAV
            <div role=contentinfo class=nav>%s</div>             | FOOTER
            <div class=card-header>%s</div>                      | OTHER
            <div class=nav><div class=x>%s</div></div>           | NAV
            <div class=nav><div>x</div></div>%s                  | OTHER
            <main><div class=nav>x</div>%s</main>                | MAIN
            <p class=footer>%s</p>                               | OTHER
            """)
    void placeIsKnownByWellKnownNamesToo(String html, Place place) {
        assertThat(link(html.formatted("<a href=/x>y</a>")).place()).isEqualTo(place);
    }

    @Test
    void aLinkEndsWhereTheNextBegins() {
        assertThat(links("<a href=/1>one<p><a href=/2>two</p>too</a>rest"))
                .extracting(Link::anchor)
                .containsExactly("one", "two too");
        assertThat(links("<a href=/1>one</b></a>rest</a><a name=x>none<a href=/2>two"))
                .extracting(Link::anchor)
                .containsExactly("one", "two");
    }
}
