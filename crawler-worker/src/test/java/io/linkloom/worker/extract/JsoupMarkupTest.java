package io.linkloom.worker.extract;

class JsoupMarkupTest extends AbstractMarkupTest {
    @Override
    LinkExtractor extractor(ExtractOptions options) {
        return new JsoupExtractor(options);
    }
}
