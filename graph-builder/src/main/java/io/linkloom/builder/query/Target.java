package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.util.Arrays;

/**
 * What is asked about: pages of one site that are one range of keys.
 *
 * @param text as people know it: a URL, a host or a site
 * @param site the site that all its pages belong to
 * @param pages the keys of its pages
 * @param inlinks the keys of the links to its pages
 */
public record Target(TargetScope scope, String text, String site, UrlKey.Range pages, UrlKey.Range inlinks) {

    /**
     * Reads a target: a URL, or for scopes host and site also a bare host name.
     *
     * @throws IllegalArgumentException with one sentence if it is none
     */
    public static Target parse(String text, TargetScope scope, Sites sites) {
        boolean hostIsEnough = scope == TargetScope.HOST || scope == TargetScope.SITE;
        WebUrl url = url(text, hostIsEnough && isBare(text));
        if (hostIsEnough) {
            checkHost(url, text);
        }
        String site = sites.siteOf(url);
        return switch (scope) {
            case URL -> ofPage(url, site);
            case PREFIX -> ofRange(scope, url.text(), site, UrlKey.prefix(url));
            case HOST -> ofRange(scope, url.host(), site, UrlKey.host(url.host()));
            case SITE -> ofRange(scope, site, site, UrlKey.site(site));
        };
    }

    /** What the target is in an index with these rules: they may give another page or host, of the same site. */
    Target under(UrlRules rules) {
        if (!rules.any()) {
            return this;
        }
        return switch (scope) {
            case URL -> ofPage(rules.apply(WebUrl.parse(text)), site);
            // The beginning of a URL is not one: only its host is known to be whole.
            case PREFIX -> {
                WebUrl prefix = WebUrl.parse(text);
                String host = rules.applyToHost(prefix.host());
                WebUrl now = WebUrl.parse(prefix.scheme() + "://" + host + prefix.pathAndQuery());
                yield ofRange(scope, now.text(), site, UrlKey.prefix(now));
            }
            case HOST -> {
                String host = rules.applyToHost(text);
                yield ofRange(scope, host, site, UrlKey.host(host));
            }
            case SITE -> this;
        };
    }

    /**
     * Reads the URL of a page.
     *
     * @throws IllegalArgumentException with one sentence if it is none
     */
    public static WebUrl page(String text) {
        return url(text, false);
    }

    /** No name has an empty label, and one with a star is meant for many hosts, which it is not. */
    private static void checkHost(WebUrl url, String text) {
        String name = url.hostName();
        if (name.startsWith(".") || name.contains("..") || name.contains("*")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no host; a site, such as example.com with --scope site, is all its hosts");
        }
    }

    private static WebUrl url(String text, boolean bareHost) {
        // The usual port of a scheme is no part of a host.
        String scheme = text.endsWith(":443") ? "https://" : "http://";
        return switch (WebUrl.tryParse(bareHost ? scheme + text : text, null)) {
            case ParseResult.Ok(WebUrl url) -> url;
            case ParseResult.Rejected(String reason) ->
                throw new IllegalArgumentException("\"" + text + "\" is no URL: " + reason + hint(text));
        };
    }

    private static String hint(String text) {
        boolean looksLikeHost = isBare(text) && text.indexOf('.') > 0 && text.indexOf(' ') < 0;
        return looksLikeHost ? "; write https://" + text + "/, or ask with --scope host or --scope site" : "";
    }

    private static boolean isBare(String text) {
        return text.indexOf('/') < 0 && text.indexOf('?') < 0 && text.indexOf('#') < 0 && text.indexOf('@') < 0;
    }

    private static Target ofPage(WebUrl url, String site) {
        PageKey key = PageKey.of(url);
        byte[] behind = Arrays.copyOf(key.bytes(), key.length() + 1);
        return new Target(TargetScope.URL, url.text(), site, new UrlKey.Range(key.bytes(), behind), InlinkKey.to(key));
    }

    private static Target ofRange(TargetScope scope, String text, String site, UrlKey.Range pages) {
        return new Target(scope, text, site, pages, pages);
    }
}
