package io.linkloom.standalone.demo;

import io.linkloom.builder.api.BacklinkJson;
import io.linkloom.builder.api.BacklinksJson;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.TargetScope;
import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.BacklinkRows;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlSummary;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Crawls an invented web that is being served, shows what was found, and compares it with what is there. */
public final class Demo {

    private static final int BACKLINKS_SHOWN = 8;

    private final InventedWebSpec web;
    private final DataDirectory data;
    private final Config config;
    private final Terminal terminal;
    private final Time time;
    private final Sites sites = new Sites();

    /**
     * A demonstration in a directory of its own.
     *
     * @param web as it is served
     * @param config of a crawl that may connect to the web
     */
    public Demo(InventedWebSpec web, DataDirectory data, Config config, Terminal terminal, Time time) {
        this.web = web;
        this.data = data;
        this.config = config;
        this.terminal = terminal;
        this.time = time;
    }

    /** How the crawl ended; where it finished, the index is ready for {@link #show} and {@link #isEqual}. */
    public Ending crawl(StopSignal stop) throws InterruptedException {
        Set<WebUrl> seeds = new LinkedHashSet<>();
        web.seeds().forEach(seed -> seeds.add(WebUrl.parse(seed)));
        CrawlRequest request = new CrawlRequest(data, config, seeds, Scope.Kind.ANY, null, CrawlBudget.NONE);
        try (StandaloneCrawl crawl = StandaloneCrawl.start(request, time)) {
            CrawlWatch watch = new CrawlWatch(crawl, terminal, stop, time);
            Ending ending = watch.await();
            if (ending instanceof Ending.Finished) {
                tellSpeed(crawl.status().pages(), watch.elapsed());
            }
            return ending;
        }
    }

    private void tellSpeed(long pages, Duration elapsed) {
        terminal.say("crawled " + Figures.count(pages, "page", "pages") + " in " + Figures.took(elapsed) + ", "
                + Figures.rate(pages * 1000.0 / Math.max(1, elapsed.toMillis())) + " pages/s");
        terminal.say("");
    }

    /**
     * Shows a summary, and who links to a page.
     *
     * @return that page, null if no page has a link from another site
     */
    public @Nullable String show(OfflineShards index) {
        CrawlSummary summary = CrawlSummary.of(index.all());
        summary.show(terminal);
        String page = summary.best().isEmpty()
                ? null
                : someLinkedPage(index, summary.best().getFirst().site());
        if (page != null) {
            terminal.say("");
            terminal.say("Who links to " + page);
            List<BacklinkJson> rows = backlinks(index, page, TargetScope.URL, BACKLINKS_SHOWN);
            BacklinkRows.show(rows, Format.TABLE, terminal, Set.of());
        }
        return page;
    }

    private @Nullable String someLinkedPage(OfflineShards index, String site) {
        List<BacklinkJson> some = backlinks(index, site, TargetScope.SITE, 1);
        return some.isEmpty() ? null : some.getFirst().target();
    }

    private List<BacklinkJson> backlinks(OfflineShards index, String text, TargetScope scope, int limit) {
        BacklinksQuestion question =
                BacklinksQuestion.of(Target.parse(text, scope, sites)).first(limit);
        return BacklinksJson.of(new Backlinks(index, sites).answer(question)).rows();
    }

    /** Compares index and web, link by link and page by page; tells what differs. */
    public boolean isEqual(OfflineShards index) {
        WebFacts expected = new WebFacts(TrueGraph.of(web));
        IndexFacts actual = new IndexFacts(index.all(), sites);
        boolean pages = report(Comparison.of(expected::pages, actual::pages), "page", "pages");
        boolean links = report(Comparison.of(expected::links, actual::links), "link", "links");
        return pages && links;
    }

    private boolean report(Comparison.Result result, String one, String many) {
        if (result.allEqual()) {
            terminal.say("checked " + Figures.count(result.expected(), one, many) + ": all equal");
            return true;
        }
        terminal.say("checked " + Figures.count(result.expected(), one, many) + ": "
                + Figures.count(result.differences(), "difference", "differences"));
        list("missing", result.missing());
        list("unexpected", result.unexpected());
        list("different", result.different());
        return false;
    }

    private void list(String sort, Comparison.Differences differences) {
        if (differences.count() > 0) {
            terminal.say(Figures.count(differences.count()) + " " + sort + ":");
            differences.first().forEach(text -> terminal.say("  " + text));
        }
    }
}
