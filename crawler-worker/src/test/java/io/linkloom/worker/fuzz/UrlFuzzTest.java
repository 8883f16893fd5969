package io.linkloom.worker.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Any text is a web URL or is not, and a web URL keeps the laws of the normal form. */
class UrlFuzzTest {
    private static final WebUrl BASE = WebUrl.parse("https://www.example.com/a/b?c=d");
    private static final Sites SITES = new Sites();

    /** An input is an href in UTF-8, behind its base and a newline if it has one. */
    @FuzzTest
    void resolves(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int newline = text.indexOf('\n');
        if (newline < 0) {
            check(WebUrl.tryParse(text, null));
            check(WebUrl.tryParse(text, BASE));
        } else if (WebUrl.tryParse(text.substring(0, newline), null) instanceof ParseResult.Ok(WebUrl base)) {
            check(WebUrl.tryParse(text.substring(newline + 1), base));
        }
    }

    private static void check(ParseResult result) {
        if (result instanceof ParseResult.Ok(WebUrl url)) {
            assertThat(url.text()).hasSizeLessThanOrEqualTo(WebUrl.MAX_LENGTH);
            assertThat(WebUrl.parse(url.text())).isEqualTo(url);
            assertThat(BASE.resolve(url.text())).isEqualTo(url);
            byte[] key = UrlKey.of(url);
            assertThat(UrlKey.toUrl(key)).isEqualTo(url);
            assertThat(UrlKey.site(SITES.siteOf(url)).contains(key)).isTrue();
            assertThat(url.origin() + url.pathAndQuery()).isEqualTo(url.text());
        }
    }

    @Test
    void damagedSeedsResolveToo() {
        Mutants.of(
                        UrlFuzzTest.class,
                        "resolves",
                        "http:// https: // /../ /./ %2e %2E%2e %00 %C3%A9 ? # @ : [::1] 0x7f. .0 xn-- \\ \t \n é 日")
                .tryOn(20_000, this::resolves);
    }
}
