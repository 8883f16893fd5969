package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bodies are downloaded for whom. */
@Timeout(20)
class BodyTypeTest extends AbstractFetchTest {
    BodyTypeTest() {
        super(FetchLimits.DEFAULT);
    }

    private boolean isRead(WebUrl url, FetchRequest.Wanted wanted) {
        FetchResult result = fetcher.fetch(new FetchRequest(url, wanted, MAX_BODY, "", ""));
        if (result instanceof FetchResult.Response response) {
            assertThat(response.body().length()).isPositive();
            return true;
        }
        assertThat(result).isInstanceOf(FetchResult.WrongType.class);
        return false;
    }

    @ParameterizedTest
    @CsvSource({
        "text/html,                   HTML,  true,  false",
        "TEXT/HTML;charset=x,         HTML,  true,  false",
        "application/xhtml+xml,       HTML,  true,  false",
        "application/rss+xml,         XML,   true,  true",
        "application/atom+xml; a=b,   XML,   true,  true",
        "application/rdf+xml,         XML,   true,  true",
        "application/xml,             XML,   true,  true",
        "text/xml,                    XML,   true,  true",
        "text/plain,                  TEXT,  false, true",
        "application/gzip,            GZIP,  false, true",
        "application/x-gzip,          GZIP,  false, true",
        "application/octet-stream,    GZIP,  false, true",
        "application/pdf,             OTHER, false, false",
        "application/json,            OTHER, false, false",
        "image/png,                   OTHER, false, false",
        "image/svg+xml,               OTHER, false, false",
        "video/mp4,                   OTHER, false, false",
        "text/html5,                  OTHER, false, false",
        "nonsense,                    OTHER, false, false",
    })
    void headerSaysWhetherABodyIsRead(String header, BodyType type, boolean asPage, boolean asSitemap)
            throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok(header, "<p>body"))) {
            assertThat(BodyType.ofHeader(header)).isEqualTo(type);
            assertThat(isRead(server.url("/"), FetchRequest.Wanted.PAGE)).isEqualTo(asPage);
            assertThat(isRead(server.url("/"), FetchRequest.Wanted.SITEMAP)).isEqualTo(asSitemap);
            assertThat(isRead(server.url("/"), FetchRequest.Wanted.ANY)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "' \n<!DOCTYPE html>', HTML",
        "<html>, HTML",
        "\u00ef\u00bb\u00bf<P>, HTML",
        "<?xml version='1.0'?>, XML",
        "'\t<rss version=\"2.0\">', XML",
        "<feed xmlns='http://www.w3.org/2005/Atom'>, XML",
        "<URLSET>, XML",
        "<sitemapindex>, XML",
        "'\u001f\u008b\b', GZIP",
        "%PDF-1.4, OTHER",
        "hello, OTHER",
        "<1, OTHER",
        "'', OTHER",
        "<, OTHER"
    })
    void withoutAHeaderTheBodyTells(String body, BodyType type) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.saying("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
            FetchResult any = fetcher.fetch(FetchRequest.any(server.url("/"), MAX_BODY));
            assertThat(any)
                    .isInstanceOfSatisfying(
                            FetchResult.Response.class,
                            response -> assertThat(response.type()).isEqualTo(type));
            boolean page = type == BodyType.HTML || type == BodyType.XML;
            assertThat(page(server.url("/")) instanceof FetchResult.Response).isEqualTo(page);
        }
    }

    @Test
    void requestsSayWhatTheyWant() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "body"))) {
            fetcher.fetch(FetchRequest.page(server.url("/"), MAX_BODY, Validators.NONE));
            fetcher.fetch(FetchRequest.sitemap(server.url("/"), MAX_BODY));
            fetcher.fetch(FetchRequest.any(server.url("/"), MAX_BODY));
            assertThat(server.requests().get(0)).contains("\r\nAccept: text/html,");
            assertThat(server.requests().get(1)).contains("\r\nAccept: application/xml,");
            assertThat(server.requests().get(2)).contains("\r\nAccept: text/plain,");
        }
    }

    @Test
    void pageWithoutContentIsNone() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(page(server.url("/"))).isInstanceOf(FetchResult.WrongType.class);
            assertThat(fetcher.fetch(FetchRequest.any(server.url("/"), MAX_BODY)))
                    .isInstanceOf(FetchResult.Response.class);
        }
    }
}
