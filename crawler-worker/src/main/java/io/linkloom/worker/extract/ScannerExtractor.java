package io.linkloom.worker.extract;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.url.WebUrl;

/**
 * Reads pages by our own tokenizer, which goes once over their bytes and builds no tree.
 *
 * <p>{@code docs/EXTRACTION.md} lists where that gives other links than the tree that browsers build.
 */
public final class ScannerExtractor implements LinkExtractor {
    private final ExtractOptions options;
    private final RobotsDirectives directives;

    /** Takes from pages what the options say. */
    public ScannerExtractor(ExtractOptions options) {
        this.options = options;
        this.directives = new RobotsDirectives(options.agent());
    }

    @Override
    public boolean records(LinkKind kind) {
        return options.kinds().contains(kind);
    }

    @Override
    public Extraction extract(PageSource source) {
        PageText.Utf8Bytes page = PageText.utf8(source.bytes(), source.length(), source.contentType());
        PageReader reader = read(page, source, source.url());
        if (reader.baseCameLate()) {
            reader = read(page, source, reader.base());
        }
        return reader.extraction(source);
    }

    private PageReader read(PageText.Utf8Bytes page, PageSource source, WebUrl base) {
        ScannedText text = new ScannedText(page.bytes());
        PageReader reader = new PageReader(source, base, options, directives, text);
        reader.encodedIn(page.encoding());
        ScannedAttributes attributes = new ScannedAttributes(page.bytes(), page.to());
        new Scanner(page.bytes(), page.to(), attributes, new TreeSketch(reader, attributes)).scan(page.from());
        return reader;
    }
}
