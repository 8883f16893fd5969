package io.linkloom.testkit.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who follows them never comes to an end. */
class EndlessSitesTest {
    private static final EndlessSites SITES = new EndlessSites(50);
    private static final int FOLLOWED = 500;

    @Test
    void trapMakesHostsAndPagesOfOneSiteWithoutEnd() {
        Set<String> hosts = new HashSet<>();
        Set<String> found = found(SITES.trapUrl());
        found.forEach(url -> hosts.add(URI.create(url).getHost()));

        assertThat(hosts).allMatch(EndlessSites::isTrap).hasSizeGreaterThan(FOLLOWED);
        assertThat(found).hasSizeGreaterThan(10 * FOLLOWED);
    }

    @Test
    void farmMakesHostsAndPagesWithoutEndAndItsSitesLinkToEachOther() {
        Set<String> hosts = new HashSet<>();
        Set<String> found = found(SITES.farmUrl(0));
        found.forEach(url -> hosts.add(URI.create(url).getHost()));

        assertThat(hosts)
                .allMatch(EndlessSites::isFarm)
                .noneMatch(EndlessSites::isTrap)
                .hasSizeGreaterThan(FOLLOWED);
        assertThat(hosts).contains("farm00001.test", "farm00049.test");
        assertThat(found).hasSizeGreaterThan(5 * FOLLOWED);
    }

    @Test
    void aPageAlwaysLinksToTheSame() {
        assertThat(SITES.links("farm00001.test", "/x")).isEqualTo(new EndlessSites(50).links("farm00001.test", "/x"));
        assertThat(EndlessSites.isFarm("s0000001.test")).isFalse();
    }

    private static Set<String> found(String seed) {
        Deque<String> next = new ArrayDeque<>(List.of(seed));
        Set<String> found = new HashSet<>(next);
        for (int i = 0; i < FOLLOWED; i++) {
            URI url = URI.create(next.remove());
            for (String link : SITES.links(url.getHost(), url.getPath())) {
                if (found.add(link)) {
                    next.add(link);
                }
            }
        }
        return found;
    }
}
