package io.linkloom.worker.extract;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.Charset;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** Reads pages as browsers do, by jsoup's implementation of the HTML standard's parser. */
public final class JsoupExtractor implements LinkExtractor {
    private final ExtractOptions options;
    private final RobotsDirectives directives;

    /** Takes from pages what the options say. */
    public JsoupExtractor(ExtractOptions options) {
        this.options = options;
        this.directives = new RobotsDirectives(options.agent());
    }

    /** Takes the default kinds of links. */
    public JsoupExtractor(String agent, ExtractLimits limits) {
        this(ExtractOptions.of(agent, limits));
    }

    @Override
    public boolean records(LinkKind kind) {
        return options.kinds().contains(kind);
    }

    @Override
    public Extraction extract(PageSource source) {
        PageText.Text html = PageText.read(source.bytes(), source.length(), source.contentType());
        // The positions tell which links of the tree are one link of the page.
        Document document = Parser.htmlParser().setTrackPosition(true).parseInput(html.text(), "");
        PageReader reader = read(document, source, source.url(), html.encoding());
        if (reader.baseCameLate()) {
            reader = read(document, source, reader.base(), html.encoding());
        }
        return reader.extraction(source);
    }

    private PageReader read(Document document, PageSource source, WebUrl base, Charset encoding) {
        JsoupText text = new JsoupText();
        PageReader reader = new PageReader(source, base, options, directives, text);
        reader.encodedIn(encoding);
        document.filter(new JsoupWalk(reader, text));
        return reader;
    }
}
