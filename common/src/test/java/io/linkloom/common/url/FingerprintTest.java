package io.linkloom.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void isThatOfTheKey() {
        WebUrl url = WebUrl.parse("https://example.com/a");

        assertThat(Fingerprint.of(url)).isEqualTo(Fingerprint.of(UrlKey.of(url)));
        assertThat(Fingerprint.of(url)).isNotEqualTo(Fingerprint.of(WebUrl.parse("http://example.com/a")));
    }

    /** Stored filters outlive the process, so the function must never change unnoticed. */
    @Test
    void staysTheSameFromReleaseToRelease() {
        assertThat(Fingerprint.of(new byte[0])).isEqualTo(0x2d06800538d394c2L); // XXH3's published value for no input
        assertThat(Fingerprint.of(WebUrl.parse("https://example.com/a"))).isEqualTo(-9196654006925098843L);
    }

    @Test
    void manyPagesHaveManyFingerprints() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            seen.add(Fingerprint.of(WebUrl.parse("https://example.com/page/" + i)));
        }
        assertThat(seen).hasSize(200_000);
    }
}
