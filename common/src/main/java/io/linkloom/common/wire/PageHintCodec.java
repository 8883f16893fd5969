package io.linkloom.common.wire;

import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link PageHint}s as two lists of numbers beside a list of URLs; parts of others. */
final class PageHintCodec {
    private PageHintCodec() {}

    /** Seconds, one for each URL; none if nothing is said of any. */
    static List<Long> modified(List<WebUrl> urls, Map<WebUrl, PageHint> hints) {
        List<Long> seconds = new ArrayList<>();
        boolean any = false;
        for (WebUrl url : hints.isEmpty() ? List.<WebUrl>of() : urls) {
            long at = hints.getOrDefault(url, PageHint.NONE).modifiedAtMillis() / 1000;
            any |= at != 0;
            seconds.add(at);
        }
        return any ? seconds : List.of();
    }

    /** Hundredths above the usual, one for each URL; none if nothing is said of any. */
    static List<Integer> priorities(List<WebUrl> urls, Map<WebUrl, PageHint> hints) {
        List<Integer> hundredths = new ArrayList<>();
        boolean any = false;
        for (WebUrl url : hints.isEmpty() ? List.<WebUrl>of() : urls) {
            int above = hints.getOrDefault(url, PageHint.NONE).priority() - PageHint.USUAL;
            any |= above != 0;
            hundredths.add(above);
        }
        return any ? hundredths : List.of();
    }

    /** The hints again; what is not there is not said, and what is beyond the URLs is of nobody. */
    static Map<WebUrl, PageHint> hints(List<WebUrl> urls, List<Long> modified, List<Integer> priorities) {
        if (modified.isEmpty() && priorities.isEmpty()) {
            return Map.of();
        }
        Map<WebUrl, PageHint> hints = new HashMap<>();
        for (int i = 0; i < urls.size(); i++) {
            long seconds = i < modified.size() ? modified.get(i) : 0;
            long above = i < priorities.size() ? priorities.get(i) : 0;
            long at = seconds > Long.MAX_VALUE / 1000 ? 0 : Math.max(0, seconds) * 1000;
            PageHint hint = new PageHint(at, Math.clamp(PageHint.USUAL + above, -1, 101));
            if (!hint.equals(PageHint.NONE)) {
                hints.putIfAbsent(urls.get(i), hint);
            }
        }
        return hints;
    }
}
