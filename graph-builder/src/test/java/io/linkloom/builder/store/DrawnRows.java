package io.linkloom.builder.store;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws rows and keys at random, the same in each run. */
abstract class DrawnRows {
    final Random random = new Random(42);

    <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    String text() {
        int length = random.nextInt(4) == 0 ? 0 : random.nextInt(300);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(any(new Integer[] {65, 0x7F, 0xE9, 0x4E2D, 0x1F600, 0, 10}));
        }
        return text.toString();
    }

    long time() {
        return random.nextInt(5) == 0 ? 0 : random.nextLong(4_000_000_000_000L);
    }

    PageKey page() {
        return PageKey.of(WebUrl.parse("http" + any(new String[] {"", "s"}) + "://"
                + any(new String[] {
                    "a.test",
                    "www.a.test",
                    "b.test:8080",
                    "[::1]",
                    "192.0.2.1",
                    "x",
                    "a!b.test",
                    "a.test:81",
                    "a.testing",
                    "test"
                })
                + "/"
                + random.nextInt(50) + any(new String[] {"", "?q=1", "/dir/"})));
    }

    Digest digest() {
        byte[] bytes = new byte[random.nextBoolean() ? 0 : Digest.BYTES];
        random.nextBytes(bytes);
        return Digest.ofBytes(bytes);
    }

    PageState state() {
        return switch (random.nextInt(4)) {
            case 0 -> new PageState.Known(any(KnownReason.values()));
            case 1 -> new PageState.Queued(random.nextInt(256), random.nextLong(Long.MAX_VALUE));
            case 2 -> new PageState.Ordered(time(), 1 + random.nextInt(300), time());
            default -> new PageState.Visited(time(), random.nextBoolean());
        };
    }

    PageRow pageRow() {
        PageRow.@Nullable LastVisit visit = random.nextBoolean()
                ? null
                : new PageRow.LastVisit(
                        time(),
                        any(Outcome.values()),
                        random.nextInt(1000),
                        text(),
                        text(),
                        random.nextInt(20),
                        time(),
                        List.of());
        PageRow.LinksSeen links = random.nextBoolean()
                ? PageRow.LinksSeen.NONE
                : new PageRow.LinksSeen(
                        time(), digest(), text(), text(), random.nextInt(100_000), random.nextInt(1 << 10));
        return new PageRow(
                state(),
                random.nextInt(1000),
                random.nextInt(11),
                any(Origin.values()),
                time(),
                random.nextBoolean() ? null : page(),
                visit,
                links,
                random.nextBoolean() ? 0 : time(),
                random.nextInt(1 << 9));
    }

    List<OutLink> outLinks(boolean lost) {
        List<OutLink> links = new ArrayList<>();
        Stream.generate(this::page)
                .limit(random.nextInt(30))
                .distinct()
                .sorted()
                .forEach(target -> {
                    OutLink link = new OutLink(
                            target,
                            any(LinkKind.values()),
                            random.nextInt(1 << 15),
                            any(Place.values()),
                            1 + random.nextInt(500),
                            text(),
                            time(),
                            null);
                    links.add(lost ? link.lostAt(time(), any(LostReason.values())) : link);
                });
        return links;
    }

    InlinkRow inlinkRow() {
        boolean live = random.nextBoolean();
        return new InlinkRow(
                any(LinkKind.values()),
                random.nextInt(1 << 15),
                any(Place.values()),
                1 + random.nextInt(500),
                text(),
                time(),
                live ? 0 : time(),
                live ? null : any(LostReason.values()));
    }
}
