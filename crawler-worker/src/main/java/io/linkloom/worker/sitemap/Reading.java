package io.linkloom.worker.sitemap;

import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.Extraction;
import java.util.List;
import java.util.Map;

/** What a document turned out to be. */
public sealed interface Reading {

    /**
     * A sitemap.
     *
     * @param listed one link of kind SITEMAP for each page
     * @param hints what is said of them, of those of which something is
     * @param foreign URLs that count for nothing, since the sitemap does not speak for their hosts
     * @param whole whether it was read to its end
     */
    record Sitemap(Extraction listed, Map<WebUrl, PageHint> hints, int foreign, boolean whole) implements Reading {
        public Sitemap {
            hints = Map.copyOf(hints);
        }
    }

    /**
     * An index of sitemaps.
     *
     * @param sitemaps each once
     * @param foreign as in a sitemap
     * @param whole as in a sitemap
     */
    record Index(List<WebUrl> sitemaps, int foreign, boolean whole) implements Reading {
        public Index {
            sitemaps = List.copyOf(sitemaps);
        }
    }

    /**
     * A feed; its links are links like those of pages.
     *
     * @param hints as in a sitemap
     * @param whole as in a sitemap
     */
    record Feed(Extraction page, Map<WebUrl, PageHint> hints, boolean whole) implements Reading {
        public Feed {
            hints = Map.copyOf(hints);
        }
    }

    /** A page that is written in XML. */
    record Page() implements Reading {}

    /** None of these. */
    record Other() implements Reading {}
}
