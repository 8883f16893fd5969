package io.linkloom.worker.extract;

class ScannerLinkWordsTest extends AbstractLinkWordsTest {
    @Override
    LinkExtractor extractor(ExtractOptions options) {
        return new ScannerExtractor(options);
    }
}
