package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.WebUrl;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A large poll is folded in parts, each with the offsets that a shard has when it is written. */
class NewsTest {
    private static final WebUrl URL = WebUrl.parse("http://a.test/");

    private static Positioned<PageVisit> visit(long offset, int links) {
        List<Link> list = Collections.nCopies(links, Link.of(URL, LinkKind.A, 0, ""));
        PageVisit visit = new PageVisit(
                FetchOrder.first(URL, 0, 0, 1),
                1,
                Outcome.FETCHED,
                "",
                200,
                "",
                null,
                PageFacts.NONE,
                Digest.NONE,
                false,
                list);
        return new Positioned<>(offset, visit);
    }

    private static Positioned<LinksRecord> seeds(long offset, int urls) {
        return new Positioned<>(offset, new Discoveries(Origin.SEED, 1, Collections.nCopies(urls, URL)));
    }

    @Test
    void whatIsNotTooMuchStaysTogether() {
        News news = new News(List.of(visit(7, 10)), List.of(seeds(3, 5)), new ShardOffsets(9, 4));

        assertThat(news.parts(15)).containsExactly(news);
    }

    @Test
    void partsHoldAsManyLinksAsAreAllowedAndEndWhereTheNextBegins() {
        News news = new News(
                List.of(visit(7, 10), visit(8, 10), visit(12, 30)),
                List.of(seeds(3, 5), seeds(5, 12)),
                new ShardOffsets(13, 6));

        assertThat(news.parts(20))
                .containsExactly(
                        new News(List.of(), List.of(seeds(3, 5), seeds(5, 12)), new ShardOffsets(7, 6)),
                        new News(List.of(visit(7, 10), visit(8, 10)), List.of(), new ShardOffsets(12, 6)),
                        new News(List.of(visit(12, 30)), List.of(), new ShardOffsets(13, 6)));
    }

    @Test
    void pageWithMoreLinksThanThatIsAPartOfItsOwn() {
        News news = new News(List.of(visit(0, 50), visit(1, 50)), List.of(), new ShardOffsets(2, 0));

        assertThat(news.parts(20)).extracting(News::size).containsExactly(1, 1);
    }

    @Test
    void offsetsGoOnWhereThereIsNothingToFold() {
        News news = new News(List.of(), List.of(), new ShardOffsets(5, 5));

        assertThat(news.parts(20)).containsExactly(news);
    }
}
