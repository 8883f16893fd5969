package io.linkloom.worker.extract;

import org.junit.jupiter.api.Test;

class ScannerMarkupTest extends AbstractMarkupTest {
    @Override
    LinkExtractor extractor(ExtractOptions options) {
        return new ScannerExtractor(options);
    }

    /** jsoup takes the rest of the page for the script. */
    @Test
    void scriptOfSvgMayCloseItself() {
        assertLinks("<svg><script/></svg><a href=/x>t</a>", "/x=t");
        assertLinks("<svg><script>var a = '<a href=/y>';</script></svg><a href=/x>t</a>", "/x=t");
    }
}
