package io.linkloom.standalone.bench;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One page as pages commonly are: 80 links, most of them within the site, spelled in the usual ways. */
final class SamplePage {
    static final int LINKS = 80;
    static final String BASE = "https://www.example.com/products/garden/tools/index.html";

    private SamplePage() {}

    /** The values of its href attributes. */
    static List<String> hrefs() {
        List<String> hrefs = new ArrayList<>(LINKS);
        for (int i = 0; i < LINKS; i++) {
            hrefs.add(
                    switch (i % 8) {
                        case 0 -> "/products/category-" + i + "/overview";
                        case 1 -> "/search?q=tool" + i + "&page=" + i % 5 + "&sort=price";
                        case 2 -> "../" + i + "/details.html";
                        case 3 -> "item-" + i + ".html#reviews";
                        case 4 -> "https://www.example.com/help/article/" + i;
                        case 5 -> "https://shop-" + i + ".example.org/landing/page?ref=example";
                        case 6 -> "//static.example.com/brochure/" + i + ".html";
                        default -> "./caf%C3%A9/" + i + "/";
                    });
        }
        return hrefs;
    }

    /** Its visit. */
    static PageVisit visit() {
        WebUrl page = WebUrl.parse(BASE);
        Map<WebUrl, Link> links = new LinkedHashMap<>();
        for (String href : hrefs()) {
            WebUrl target = page.resolve(href);
            if (target != null) {
                links.put(target, Link.of(target, LinkKind.A, 0, "Words of the link to item " + links.size()));
            }
        }
        List<Link> all = List.copyOf(links.values());
        var facts = new PageFacts(
                "text/html; charset=utf-8",
                20_000,
                false,
                "en",
                "Garden tools",
                null,
                0,
                Digest.of(new byte[] {1}, 1),
                "",
                "",
                0);
        return new PageVisit(
                FetchOrder.first(page, 3, 0, 1_700_000_000_000L),
                1_700_000_000_250L,
                Outcome.FETCHED,
                "",
                200,
                "192.0.2.1",
                null,
                facts,
                LinksDigest.of(all),
                false,
                all);
    }
}
