package io.linkloom.worker.extract;

import io.linkloom.common.url.WebUrl;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads pages as browsers do, by jsoup's implementation of the HTML standard's parser. */
public final class JsoupExtractor implements LinkExtractor {
    private final ExtractLimits limits;
    private final RobotsDirectives directives;

    /** @param agent the name that robots directives call this crawler by, in lower case */
    public JsoupExtractor(String agent, ExtractLimits limits) {
        this.limits = limits;
        this.directives = new RobotsDirectives(agent);
    }

    @Override
    public Extraction extract(PageSource source) {
        String html = PageText.decode(source.bytes(), source.length(), source.contentType());
        Document document = Parser.htmlParser().parseInput(html, "");
        LinkCollector links = new LinkCollector(limits);
        PageReader reader = new PageReader(source.url(), baseOf(document, html, source.url()), directives, links);
        document.filter(reader);
        String language = reader.language();
        return new Extraction(
                reader.title(),
                language.isEmpty() ? PageReader.languageTag(source.contentLanguage()) : language,
                reader.canonical(),
                reader.robots() | headerDirectives(source),
                links.links(),
                links.dropped());
    }

    private int headerDirectives(PageSource source) {
        int bits = 0;
        for (String header : source.robotsTags()) {
            bits |= directives.ofHeader(header);
        }
        return bits;
    }

    /** Where relative links start from: the first base element with an href, wherever it is (HTML standard, 4.2.3). */
    private static WebUrl baseOf(Document document, String html, WebUrl page) {
        if (!mentionsBase(html)) {
            return page;
        }
        Element element = document.selectFirst("base[href]");
        WebUrl base = element == null ? null : page.resolve(element.attr("href"));
        return base == null ? page : base;
    }

    /** Few pages have the element, so most are spared the search for it. */
    private static boolean mentionsBase(String html) {
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            if (html.regionMatches(true, at + 1, "base", 0, 4)) {
                return true;
            }
        }
        return false;
    }
}
