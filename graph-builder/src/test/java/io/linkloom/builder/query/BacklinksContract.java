package io.linkloom.builder.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.common.url.Sites;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every index answers, wherever it keeps the links within a site and whatever it is stored in: just what its links say, in
 * one order, however the questions cut it up.
 */
abstract class BacklinksContract {
    private static final int QUESTIONS = 50;
    private static final Sites SITES = new Sites();

    private final InternalLinks internalLinks;

    BacklinksContract(InternalLinks internalLinks) {
        this.internalLinks = internalLinks;
    }

    /** The stores of a new index. */
    abstract IntFunction<ShardStore> stores();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersAreWhatTheLinksOfThePagesSay(long seed) {
        Random random = new Random(seed);
        try (FoldedIndex index = new FoldedIndex(3, internalLinks, stores())) {
            index.fold(VisitLog.of(seed, 400), random);
            LinksOnPaper paper = new LinksOnPaper(index.all());
            Backlinks backlinks = new Backlinks(index, SITES);
            for (LinkState state : LinkState.values()) {
                assertThat(paper.count(state)).as("links in state %s", state).isPositive();
            }
            int rows = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                BacklinksQuestion question = question(random);
                List<Backlink> expected = paper.backlinks(question);
                assertThat(pages(backlinks, question)).as("%s", question).isEqualTo(expected);
                rows += expected.size();
            }
            assertThat(rows).isGreaterThan(QUESTIONS);
        }
    }

    private static BacklinksQuestion question(Random random) {
        TargetScope scope = any(TargetScope.values(), random);
        return BacklinksQuestion.of(Target.parse(target(scope, random), scope, SITES))
                .from(any(Externality.values(), random))
                .in(any(LinkState.values(), random))
                .resolving(any(Resolve.values(), random))
                .first(1 + random.nextInt(random.nextBoolean() ? 4 : 100));
    }

    private static String target(TargetScope scope, Random random) {
        int site = random.nextInt(6);
        String host = random.nextBoolean() ? "www.s" + site + ".test" : "s" + site + ".test:8080";
        return switch (scope) {
            case URL -> "http://" + host + "/p" + random.nextInt(4);
            case PREFIX -> "http://" + host + (random.nextBoolean() ? "/" : "/p");
            case HOST -> host;
            case SITE -> "s" + site + ".test";
        };
    }

    private static <E> E any(E[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    /** The whole answer, page by page. */
    private static List<Backlink> pages(Backlinks backlinks, BacklinksQuestion question) {
        List<Backlink> rows = new ArrayList<>();
        BacklinksAnswer answer = backlinks.answer(question);
        while (true) {
            assertThat(answer.incomplete()).isEmpty();
            rows.addAll(answer.rows());
            Position next = answer.next();
            if (next == null) {
                assertThat(answer.rows().size()).isLessThanOrEqualTo(question.limit());
                return rows;
            }
            assertThat(answer.rows()).hasSize(question.limit());
            answer = backlinks.answer(question.after(Position.parse(next.text())));
        }
    }
}
