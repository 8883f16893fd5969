/**
 * What do documents name that are no pages? {@link DocumentReader} tells sitemaps, indexes of sitemaps, and RSS and Atom feeds apart
 * and reads them. Sitemaps are read by crawler-commons, whose sitemap part is imported here and nowhere else; feeds
 * here, since crawler-commons gives no titles, and a link without words says little.
 *
 * <p>Everything here is from the web. A document type is cut out before any parser sees it, so that there are no entities, of
 * which bombs are made and through which files are read; documents are as long as the fetcher's limit lets them be, and
 * what they name is counted.
 */
@NullMarked
package io.linkloom.worker.sitemap;

import org.jspecify.annotations.NullMarked;
