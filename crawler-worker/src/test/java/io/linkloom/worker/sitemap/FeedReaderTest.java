package io.linkloom.worker.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.PageSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedReaderTest {
    private static final WebUrl URL = WebUrl.parse("https://www.example.com/blog/feed");
    private final DocumentReader reader = new DocumentReader("linkloom", new ExtractLimits(50, 10_000), 4 << 20);

    private Reading.Feed read(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        PageSource page = new PageSource(URL, bytes, bytes.length, "", "", List.of());
        Reading reading = reader.read(new DocumentSource(page, false, false, null));
        assertThat(reading).isInstanceOf(Reading.Feed.class);
        return (Reading.Feed) reading;
    }

    private List<String> links(String document) {
        return read(document).page().links().stream()
                .map(link -> link.target() + " \"" + link.anchor() + '"')
                .toList();
    }

    @Test
    void rssLinksWithItsTitles() {
        Reading.Feed feed = read("""
                <?xml version="1.0"?>
                <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
                <channel>
                  <title>The &lt;b&gt;Blog&lt;/b&gt; &amp;amp; more</title>
                  <link>https://www.example.com/blog/</link>
                  <atom:link rel="self" href="https://www.example.com/blog/feed"/>
                  <language>EN-gb</language>
                  <image><title>Logo</title><link>https://www.example.com/logo</link></image>
                  <item>
                    <media:title>Not this</media:title>
                    <title><![CDATA[First  &amp; <i>foremost</i>]]></title>
                    <link> /1?a=b&c=d </link>
                    <guid>https://www.example.com/guid/1</guid>
                    <description>&lt;a href="https://elsewhere.example/"&gt;x&lt;/a&gt;</description>
                  </item>
                  <item><title>Second</title><guid>https://www.example.com/2</guid></item>
                  <item><title>Third</title><guid isPermaLink="false">https://www.example.com/3</guid></item>
                  <item><title>Fourth</title><guid>urn:uuid:4</guid><atom:link href="https://elsewhere.example/4"/></item>
                </channel>
                </rss>
                """);
        Extraction page = feed.page();
        assertThat(feed.whole()).isTrue();
        assertThat(page.title()).isEqualTo("The Blog & more");
        assertThat(page.language()).isEqualTo("en-gb");
        assertThat(page.links())
                .extracting(link -> link.target() + " \"" + link.anchor() + '"')
                .containsExactly(
                        "https://www.example.com/1?a=b&c=d \"First & foremost\"",
                        "https://www.example.com/2 \"Second\"",
                        "https://elsewhere.example/4 \"Fourth\"",
                        "https://www.example.com/blog/ \"The Blog & more\"");
        assertThat(page.links()).extracting(Link::kind).containsOnly(LinkKind.A);
        assertThat(page.links()).extracting(Link::position).containsExactly(0, 1, 2, 3);
    }

    @Test
    void datesOfEntriesAreKeptForPagesOfTheFeedsHost() {
        Reading.Feed rss = read("""
                <rss version="2.0"><channel>
                  <title>Blog</title><link>https://www.example.com/</link><pubDate>Tue, 03 Mar 2026 00:00:00 GMT</pubDate>
                  <item><link>/1</link><pubDate> Wed, 04 Mar 2026 05:06:07 +0200 </pubDate></item>
                  <item><link>/2</link><pubDate>once upon a time</pubDate></item>
                  <item><link>https://elsewhere.example/</link><pubDate>Wed, 04 Mar 2026 05:06:07 GMT</pubDate></item>
                </channel></rss>
                """);
        long march = Instant.parse("2026-03-04T03:06:07Z").toEpochMilli();
        assertThat(rss.hints()).isEqualTo(Map.of(WebUrl.parse("https://www.example.com/1"), new PageHint(march, 50)));

        Reading.Feed atom = read("""
                <feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-05-05T00:00:00Z</updated>
                  <entry><published>2026-01-01T00:00:00Z</published><updated>2026-03-04T05:06:07+02:00</updated>
                    <link href="/1"/><source><updated>2026-12-31T00:00:00Z</updated></source></entry>
                </feed>
                """);
        assertThat(atom.hints()).isEqualTo(rss.hints());
    }

    @Test
    void atomLinksThatAreAlternatesCount() {
        Reading.Feed feed = read("""
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://www.example.com/x/">
                  <title type="text">AT&amp;T &lt;3</title>
                  <link rel="self" href="feed"/>
                  <link href="./"/>
                  <entry xml:base="2026/">
                    <title type="html">Größe &amp;amp; &lt;em&gt;mehr&lt;/em&gt;</title>
                    <link rel="alternate" hreflang="DE" href="1"/>
                    <link rel="ALTERNATE" hreflang="en" href="/en/1"/>
                    <link rel="edit" href="/edit/1"/>
                    <link rel="enclosure" href="/1.mp3"/>
                    <id>https://www.example.com/id/1</id>
                    <source><title>Elsewhere</title><link href="https://elsewhere.example/"/></source>
                  </entry>
                  <entry>
                    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <b>words</b> more</div></title>
                    <link href="2"/>
                  </entry>
                </feed>
                """);
        assertThat(feed.page().title()).isEqualTo("AT&T <3");
        assertThat(feed.page().language()).isEqualTo("de");
        assertThat(feed.page().links())
                .extracting(link -> link.target() + " \"" + link.anchor() + "\" " + link.hreflang())
                .containsExactly(
                        "https://www.example.com/x/2026/1 \"Größe & mehr\" de",
                        "https://www.example.com/en/1 \"Größe & mehr\" en",
                        "https://www.example.com/x/2 \"Two words more\" ",
                        "https://www.example.com/x/ \"AT&T <3\" ");
    }

    @Test
    void oldestRssHasItsItemsBesideTheChannel() {
        assertThat(links("""
                <?xml version="1.0"?>
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
                  <channel rdf:about="x"><title>News</title><link>https://www.example.com/</link></channel>
                  <item rdf:about="https://www.example.com/1"><title>One</title><link>https://www.example.com/1</link></item>
                </rdf:RDF>
                """))
                .containsExactly("https://www.example.com/1 \"One\"", "https://www.example.com/ \"News\"");
        assertThat(links("""
                <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.com/rss-0.91.dtd">
                <rss version="0.91"><channel><item><title>Caf&eacute; &nbsp;One</title><link>/1</link></item></channel></rss>
                """)).containsExactly("https://www.example.com/1 \"Café One\"");
    }

    @Test
    void severalEntriesForOnePageAreOneLink() {
        Extraction page = read("<rss><channel><item><title>A</title><link>/1</link></item>"
                        + "<item><title>B</title><link>/1</link></item></channel></rss>")
                .page();
        assertThat(page.links()).singleElement().satisfies(link -> {
            assertThat(link.anchor()).isEqualTo("A");
            assertThat(link.count()).isEqualTo(2);
        });
    }

    @Test
    void brokenFeedGivesWhatStandsBeforeTheBreak() {
        Reading.Feed feed = read("<rss><channel><item><title>A</title><link>/1</link></item><item><title>B</wrong>");
        assertThat(feed.whole()).isFalse();
        assertThat(feed.page().links()).hasSize(1);
    }

    @Test
    void longFeedIsBounded() {
        StringBuilder feed = new StringBuilder("<rss><channel>");
        for (int i = 0; i < 1000; i++) {
            feed.append("<item><title>x</title><link>/").append(i).append("</link></item>");
        }
        Extraction page = read(feed.append("</channel></rss>").toString()).page();
        assertThat(page.links()).hasSize(50);
        assertThat(page.linksDropped()).isEqualTo(950);
    }
}
