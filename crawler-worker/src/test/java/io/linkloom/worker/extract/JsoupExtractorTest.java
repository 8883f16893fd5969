package io.linkloom.worker.extract;

class JsoupExtractorTest extends AbstractExtractorTest {
    @Override
    LinkExtractor extractor(ExtractOptions options) {
        return new JsoupExtractor(options);
    }
}
