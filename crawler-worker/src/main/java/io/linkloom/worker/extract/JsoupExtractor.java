package io.linkloom.worker.extract;

import io.linkloom.common.url.WebUrl;
import org.jsoup.nodes.Document;
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
        PageReader reader = read(document, source.url(), source.url());
        if (reader.baseCameLate()) {
            reader = read(document, source.url(), reader.base());
        }
        String language = reader.language();
        return new Extraction(
                reader.title(),
                language.isEmpty() ? PageReader.languageTag(source.contentLanguage()) : language,
                reader.canonical(),
                reader.robots() | headerDirectives(source),
                reader.links().links(),
                reader.links().dropped());
    }

    private PageReader read(Document document, WebUrl page, WebUrl base) {
        PageReader reader = new PageReader(page, base, directives, new LinkCollector(limits));
        document.filter(reader);
        return reader;
    }

    private int headerDirectives(PageSource source) {
        int bits = 0;
        for (String header : source.robotsTags()) {
            bits |= directives.ofHeader(header);
        }
        return bits;
    }
}
