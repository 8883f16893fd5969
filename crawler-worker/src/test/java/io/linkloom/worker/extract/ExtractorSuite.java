package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A page for an engine, and short ways to ask for what it finds. */
abstract class ExtractorSuite {
    static final WebUrl PAGE = WebUrl.parse("http://www.a.test/dir/page.html?q=1");
    private static final Set<LinkKind> ALL_KINDS = EnumSet.allOf(LinkKind.class);

    final LinkExtractor extractor = extractor(ExtractOptions.of("linkloom", ExtractLimits.DEFAULT));
    private final LinkExtractor ofAllKinds =
            extractor(new ExtractOptions("linkloom", ExtractLimits.DEFAULT, ALL_KINDS));

    abstract LinkExtractor extractor(ExtractOptions options);

    static PageSource page(String html, String... linkHeaders) {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        return new PageSource(
                PAGE, bytes, bytes.length, "text/html; charset=utf-8", "", List.of(), List.of(linkHeaders));
    }

    List<Link> linksOfAllKinds(String html) {
        return ofAllKinds.extract(page(html)).links();
    }

    Extraction extract(String html) {
        return extract(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
    }

    Extraction extract(byte[] bytes, String contentType) {
        return extractor.extract(new PageSource(PAGE, bytes, bytes.length, contentType, "", List.of()));
    }

    List<Link> links(String html) {
        return extract(html).links();
    }

    Link link(String html) {
        List<Link> links = links(html);
        assertThat(links).hasSize(1);
        return links.getFirst();
    }

    static List<String> targets(List<Link> links) {
        return links.stream().map(link -> link.target().text()).toList();
    }
}
