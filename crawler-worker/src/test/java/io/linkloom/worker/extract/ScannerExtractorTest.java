package io.linkloom.worker.extract;

class ScannerExtractorTest extends AbstractExtractorTest {
    @Override
    LinkExtractor extractor(ExtractOptions options) {
        return new ScannerExtractor(options);
    }
}
