package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every engine finds on a page. */
abstract class AbstractExtractorTest extends ExtractorSuite {
    @Test
    void linksAreResolvedAgainstThePage() {
        assertThat(targets(links("<a href=b>1<a href='/c'>2<a href=\"//d.test\">3<a href='https://E.test/%7ex'>4"
                        + "<a href='?r=2'>5<a href='  ../up \n'>6")))
                .containsExactly(
                        "http://www.a.test/dir/b",
                        "http://www.a.test/c",
                        "http://d.test/",
                        "https://e.test/~x",
                        "http://www.a.test/dir/page.html?r=2",
                        "http://www.a.test/up");
    }

    @Test
    void firstBaseWithAnHrefCountsWhereverItStands() {
        assertThat(targets(links("<a href=b>1</a><base target=x><base href='http://b.test/x/'><base href=/no/>")))
                .containsExactly("http://b.test/x/b");
        assertThat(targets(links("<BASE HREF='/sub/'><a href=b>1</a>"))).containsExactly("http://www.a.test/sub/b");
        assertThat(targets(links("<template><base href=/no/></template><a href=b>1</a>")))
                .containsExactly("http://www.a.test/dir/b");
        assertThat(targets(links("<base href='javascript:x'><a href=b>1</a>")))
                .containsExactly("http://www.a.test/dir/b");
    }

    @Test
    void linksToThePageItselfAndToNoWebPageDoNotCount() {
        assertThat(
                        links(
                                "<a href='#top'>1</a><a href=''>2</a><a href='page.html?q=1#x'>3</a>"
                                        + "<a href='mailto:a@b'>4</a><a href='javascript:void(0)'>5</a><a href='http://'>6</a>"
                                        + "<a name=x>7</a><a href='tel:1'>8</a><a href='http://[bad'>9</a><a href='ftp://f.test/'>0</a>"))
                .isEmpty();
    }

    @Test
    void queryOfALinkIsInTheEncodingOfItsPage() {
        String html = "<a href='/ü?q=ü&amp;r=&#252;'>x</a>";
        assertThat(targets(extract(html.getBytes(StandardCharsets.ISO_8859_1), "text/html; charset=iso-8859-1")
                        .links()))
                .containsExactly("http://www.a.test/%C3%BC?q=%FC&r=%FC");
        assertThat(targets(links(html))).containsExactly("http://www.a.test/%C3%BC?q=%C3%BC&r=%C3%BC");
    }

    @Test
    void baseDoesNotChangeWhichPageThisIs() {
        assertThat(targets(links("<base href='http://b.test/'><a href='#top'>1</a>")))
                .containsExactly("http://b.test/");
        assertThat(links("<base href='http://b.test/'><a href='http://www.a.test/dir/page.html?q=1'>1</a>"))
                .isEmpty();
    }

    @Test
    void kindAndRelAreKept() {
        Link area = link("<map><area href=/x rel='NoFollow  unknown tag'></map>");
        assertThat(area.kind()).isEqualTo(LinkKind.AREA);
        assertThat(area.rel()).isEqualTo(RelToken.NOFOLLOW.bit() | RelToken.TAG.bit());
        assertThat(link("<a href=/x rel=sponsored hreflang='de-AT'>").hreflang())
                .isEqualTo("de-at");
        assertThat(link("<a href=/x>").kind()).isEqualTo(LinkKind.A);
    }

    @Test
    void severalLinksToOneTargetAreOneAndTheFirstFollowOneSpeaks() {
        List<Link> links = links("<a href=/x rel=nofollow>first</a><a href=/y>other</a><nav><a href=/x>second</a></nav>"
                + "<a href=/x>third</a><a href=/z rel=ugc>u1</a><a href=/z rel=nofollow>u2</a>");
        assertThat(targets(links)).containsExactly("http://www.a.test/x", "http://www.a.test/y", "http://www.a.test/z");
        Link x = links.getFirst();
        assertThat(x.anchor()).isEqualTo("second");
        assertThat(x.place()).isEqualTo(Place.NAV);
        assertThat(x.rel()).isZero();
        assertThat(x.count()).isEqualTo(3);
        assertThat(x.position()).isEqualTo(2);
        assertThat(links.getLast().anchor()).isEqualTo("u1");
        assertThat(links.getLast().count()).isEqualTo(2);
    }

    @Test
    void linksInATemplateAreNoLinksYet() {
        assertThat(links("<template><a href=/x>1</a></template><p>2")).isEmpty();
        assertThat(links("<noscript><a href=/x>1</a></noscript>")).hasSize(1);
    }

    @Test
    void nestedLinksEachHaveTheirText() {
        List<Link> links = links("<a href=/x>one<table><tr><td><a href=/y>two</a></table>three</a>");
        assertThat(links).extracting(Link::anchor).contains("two");
        assertThat(links).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void linksBeyondTheLimitAreCounted() {
        LinkExtractor strict = extractor(ExtractOptions.of("linkloom", new ExtractLimits(3, 1000)));
        byte[] html = "<a href=/1>1<a href=/2>2<a href=/3>3<a href=/4>4<a href=/1>again<a href=/5>5"
                .getBytes(StandardCharsets.UTF_8);
        Extraction page = strict.extract(new PageSource(PAGE, html, html.length, "", "", List.of()));
        assertThat(page.links()).hasSize(3);
        assertThat(page.links().getFirst().count()).isEqualTo(2);
        assertThat(page.linksDropped()).isEqualTo(2);
    }

    @Test
    void textOfAllLinksTogetherIsBounded() {
        LinkExtractor strict = extractor(ExtractOptions.of("linkloom", new ExtractLimits(20_000, 10_000)));
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            html.append("<a href=/")
                    .append(i)
                    .append('>')
                    .append("\u20ac".repeat(250))
                    .append("</a>");
        }
        byte[] bytes = html.toString().getBytes(StandardCharsets.UTF_8);
        Extraction page = strict.extract(new PageSource(PAGE, bytes, bytes.length, "", "", List.of()));
        assertThat(page.links()).hasSize(13);
        assertThat(page.linksDropped()).isEqualTo(87);
    }

    @Test
    void titleLanguageAndCanonicalAreRead() {
        Extraction page = extract("""
                <!doctype html><html lang="de-CH"><head><title> Ein
                  Titel </title><title>second</title>
                <link rel="stylesheet" href="x.css"><link rel="shortcut CANONICAL" href="/real"></head>
                <body><svg><title>icon</title></svg><link rel=canonical href=/fake></body></html>
                """);
        assertThat(page.title()).isEqualTo("Ein Titel");
        assertThat(page.language()).isEqualTo("de-ch");
        assertThat(page.canonical()).isEqualTo(WebUrl.parse("http://www.a.test/real"));
        assertThat(page.links()).extracting(Link::kind).containsExactly(LinkKind.CANONICAL);
    }

    @Test
    void whatIsMissingIsEmpty() {
        Extraction page = extract("just text");
        assertThat(page).isEqualTo(new Extraction("", "", null, 0, List.of(), 0));
        assertThat(extract("").links()).isEmpty();
        assertThat(extract("<title>" + "x".repeat(2000) + "</title>").title()).hasSize(512);
    }

    @Test
    void languageFallsBackToMetaAndThenToTheHeader() {
        assertThat(extract("<meta http-equiv=Content-Language content='FR, en'><p>x")
                        .language())
                .isEqualTo("fr");
        byte[] html = "<p>x".getBytes(StandardCharsets.UTF_8);
        assertThat(extractor
                        .extract(new PageSource(PAGE, html, html.length, "", "it, en", List.of()))
                        .language())
                .isEqualTo("it");
        assertThat(extract("<html lang='not a language'>").language()).isEmpty();
    }

    @Test
    void robotsOfThePageAreTheSumOfAllThatIsForUs() {
        byte[] html = "<meta name=robots content='noindex, follow'><meta name=googlebot content=noarchive>"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(extractor
                        .extract(new PageSource(PAGE, html, html.length, "", "", List.of("linkloom: nofollow")))
                        .pageRobots())
                .isEqualTo(PageRobots.NOINDEX | PageRobots.NOFOLLOW);
        assertThat(extract("<META NAME=LinkLoom CONTENT=None><a href=/x>still a link</a>")
                        .links())
                .hasSize(1);
    }

    @Test
    void everyKindOfLinkIsRecordedIfAskedFor() {
        assertThat(linksOfAllKinds("""
                        <head>
                        <link rel=canonical href=/canonical><link rel=alternate hreflang=de href=/de>
                        <link rel=next href=/next><link rel=previous href=/prev><link rel=amphtml href=/amp>
                        <link rel=stylesheet href=/css><link rel='alternate stylesheet' href=/dark>
                        <link rel=sitemap href=/sitemap.xml>
                        <meta http-equiv=Refresh content='5; url=/refresh'><meta property=og:url content=/og>
                        </head><body><a href=/a>a</a><map><area href=/area></map><img src=/img>
                        <iframe src=/iframe></iframe><form action=/get></form>
                        <form method=post action=/post></form></body>"""))
                .extracting(link -> link.kind().label() + " " + link.target().path())
                .containsExactly(
                        "canonical /canonical",
                        "alternate /de",
                        "next /next",
                        "prev /prev",
                        "amphtml /amp",
                        "link /css",
                        "link /dark",
                        "link /sitemap.xml",
                        "meta_refresh /refresh",
                        "og_url /og",
                        "a /a",
                        "area /area",
                        "img /img",
                        "iframe /iframe",
                        "form /get");
        assertThat(linksOfAllKinds("<frameset cols='1,1'><frame src=/left><frame src=/right></frameset>"))
                .extracting(Link::kind)
                .containsExactly(LinkKind.FRAME, LinkKind.FRAME);
    }

    @Test
    void kindsThatNobodyAskedForLeaveNothingBehind() {
        Extraction page = extract("<link rel=next href=/n><img src=/i><form action=/f></form><a href=/a>a</a>"
                + "<meta property=og:url content=/o>");
        assertThat(targets(page.links())).containsExactly("http://www.a.test/a");
        assertThat(page.links().getFirst().position()).isZero();
        LinkExtractor onlyFrames =
                extractor(new ExtractOptions("linkloom", ExtractLimits.DEFAULT, Set.of(LinkKind.IFRAME)));
        Extraction framed = onlyFrames.extract(
                page("<link rel=canonical href=/c><a href=/a>a</a><iframe src=/f></iframe>", "</h>; rel=next"));
        assertThat(targets(framed.links())).containsExactly("http://www.a.test/f");
        assertThat(framed.canonical()).isEqualTo(WebUrl.parse("http://www.a.test/c"));
        assertThat(onlyFrames.records(LinkKind.REDIRECT)).isFalse();
        assertThat(extractor.records(LinkKind.REDIRECT)).isTrue();
    }

    @Test
    void sitemapsThatThePageNamesAreTold() {
        Extraction page = extractor.extract(page(
                "<base href=/b/><link rel=Sitemap type=application/xml href=s.xml><link rel=sitemap href=s.xml>"
                        + "<body><link rel=sitemap href=/no.xml>",
                "</h.xml>; rel=sitemap"));
        assertThat(page.sitemaps())
                .containsExactly(WebUrl.parse("http://www.a.test/h.xml"), WebUrl.parse("http://www.a.test/b/s.xml"));
        assertThat(page.links()).extracting(Link::kind).containsExactly(LinkKind.HTTP_LINK);
    }

    @Test
    void linkElementsInTheBodySayNothingOfThePage() {
        assertThat(linksOfAllKinds("<body><link rel=canonical href=/c><link rel=next href=/n></body>"))
                .extracting(Link::kind)
                .containsOnly(LinkKind.LINK);
        assertThat(extract("<body><link rel=canonical href=/c></body>").canonical())
                .isNull();
        assertThat(extract("<div></div><link rel=canonical href=/c>").canonical())
                .isNull();
        assertThat(extract("<head></head> <link rel=canonical href=/c><body>").canonical())
                .isNotNull();
    }

    @Test
    void refreshLeadsToAnotherPage() {
        assertThat(targets(links("<meta http-equiv=refresh content='5; URL=next.html'>")))
                .containsExactly("http://www.a.test/dir/next.html");
        assertThat(links("<meta http-equiv=refresh content=5>")).isEmpty();
        assertThat(links("<meta http-equiv=refresh content='0;url=javascript:x'>"))
                .isEmpty();
    }

    @Test
    void linkHeadersAreLinksOfThePage() {
        List<Link> links = extractor
                .extract(page(
                        "<base href='http://b.test/'><a href=/a>a</a>",
                        "<other>; rel=\"nofollow author\"; title=\"The \\\"other\\\", one\", </x?a,b>;rel=help",
                        "<http://c.test/>; rel=canonical",
                        "<de>; rel=alternate; hreflang=de-CH",
                        "</elsewhere>; anchor=\"/other\"; rel=next",
                        "</here>; anchor=\"#part\"; rel=help",
                        "broken, <never"))
                .links();
        assertThat(links)
                .extracting(link -> link.kind().label() + " " + link.target())
                .containsExactly(
                        "http_link http://www.a.test/dir/other",
                        "http_link http://www.a.test/x?a,b",
                        "canonical http://c.test/",
                        "alternate http://www.a.test/dir/de",
                        "http_link http://www.a.test/here",
                        "a http://b.test/a");
        assertThat(links.getFirst().rel()).isEqualTo(RelToken.NOFOLLOW.bit() | RelToken.AUTHOR.bit());
        assertThat(links.getFirst().anchor()).isEqualTo("The \"other\", one");
        assertThat(links.get(3).hreflang()).isEqualTo("de-ch");
    }

    @Test
    void canonicalOfTheHeaderCountsIfThePageNamesNone() {
        String header = "<http://h.test/>; rel=canonical";
        assertThat(extractor.extract(page("<p>", header)).canonical()).isEqualTo(WebUrl.parse("http://h.test/"));
        assertThat(extractor
                        .extract(page("<link rel=canonical href=http://p.test/>", header))
                        .canonical())
                .isEqualTo(WebUrl.parse("http://p.test/"));
    }

    @Test
    void linkThatAReaderSeesSpeaksForItsTarget() {
        List<Link> links = links("<head><link rel=canonical href=/x><link rel=alternate href=/y></head>"
                + "<a href=/x rel=nofollow>words</a><iframe src=/y></iframe>");
        assertThat(links).hasSize(2);
        assertThat(links.getFirst().kind()).isEqualTo(LinkKind.A);
        assertThat(links.getFirst().anchor()).isEqualTo("words");
        assertThat(links.getFirst().isFollow()).isFalse();
        assertThat(links.getFirst().count()).isEqualTo(2);
        assertThat(links.getLast().kind()).isEqualTo(LinkKind.ALTERNATE);
    }

    @Test
    void linksOfSvgAreLinks() {
        assertThat(targets(links("<svg><a xlink:href=/1><text>one</text></a><a href=/2>two</a></svg>")))
                .containsExactly("http://www.a.test/1", "http://www.a.test/2");
        assertThat(links("<a xlink:href=/1>no</a>")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=ISO-8859-1, '', windows-1252",
        "text/html; charset=\"utf-8\", '', utf-8",
        "text/html, <meta charset=koi8-r>, koi8-r",
        "text/html, '<meta http-equiv=content-type content=\"text/html; charset=windows-1251\">', windows-1251",
        "text/html; charset=shift_jis, <meta charset=utf-8>, shift_jis",
        "text/html, '<?xml version=\"1.0\" encoding=\"euc-jp\"?>', euc-jp",
        "text/html; charset=nonsense, '', utf-8",
        "text/html, '', utf-8",
        "text/html, '', windows-1252",
        "text/html, <meta charset=utf-16>, utf-8",
        "text/html; charset=gb2312, '', gbk",
    })
    void charsetIsFound(String contentType, String declaration, String actual) {
        String text = switch (actual) {
            case "koi8-r", "windows-1251" -> "Привет";
            case "shift_jis", "euc-jp" -> "日本語";
            case "gbk" -> "中文";
            default -> "Grüße";
        };
        byte[] html = (declaration + "<a href=/x>" + text + "</a>").getBytes(Charset.forName(actual));
        assertThat(extract(html, contentType).links().getFirst().anchor()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarkGoesBeforeEverything(String charset) {
        byte[] html = "\ufeff<meta charset=koi8-r><a href=/x>Grüße</a>".getBytes(Charset.forName(charset));
        assertThat(extract(html, "text/html; charset=iso-8859-1")
                        .links()
                        .getFirst()
                        .anchor())
                .isEqualTo("Grüße");
    }

    @Test
    void utf8CutInTheMiddleOfACharacterIsStillUtf8() {
        byte[] html = "<a href=/x>Grüße</a>ü".getBytes(StandardCharsets.UTF_8);
        Extraction page = extractor.extract(new PageSource(PAGE, html, html.length - 1, "text/html", "", List.of()));
        assertThat(page.links().getFirst().anchor()).isEqualTo("Grüße");
    }
}
