package io.linkloom.worker.extract;

class JsoupLinkWordsTest extends AbstractLinkWordsTest {
    @Override
    LinkExtractor extractor(ExtractOptions options) {
        return new JsoupExtractor(options);
    }
}
