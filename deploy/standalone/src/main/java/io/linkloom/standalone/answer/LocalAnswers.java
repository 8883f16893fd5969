package io.linkloom.standalone.answer;

import io.linkloom.builder.api.BacklinksJson;
import io.linkloom.builder.api.SummaryJson;
import io.linkloom.builder.api.WhyJson;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Summaries;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.Why;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.function.Supplier;

/** Reads an index that no process is at work on. */
public final class LocalAnswers implements Answers {

    private final OfflineShards shards;
    private final Time time;
    private final Backlinks backlinks;
    private final Why why;
    private final Summaries summaries;

    /**
     * Answers from shards, which are closed with it.
     *
     * @param scope gives that of the crawl that made them, which few questions need
     */
    public LocalAnswers(OfflineShards shards, Supplier<Scope> scope, Sites sites, Time time) {
        this.shards = shards;
        this.time = time;
        this.backlinks = new Backlinks(shards, sites);
        this.why = new Why(shards, scope, () -> Controls.NONE, sites);
        this.summaries = new Summaries(shards, sites);
    }

    @Override
    public BacklinksJson backlinks(BacklinksQuestion question) {
        return BacklinksJson.of(backlinks.answer(question));
    }

    @Override
    public SummaryJson summary(Target target) {
        return SummaryJson.of(summaries.answer(target, time.millis()));
    }

    @Override
    public WhyJson why(WebUrl url) {
        return WhyJson.of(why.answer(url));
    }

    @Override
    public StatusJson status() {
        return StatusJson.of(shards.status(time.millis()), null, null, null);
    }

    @Override
    public void close() {
        shards.close();
    }
}
