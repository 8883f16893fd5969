package io.linkloom.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.linkloom.builder.query.ActProgress;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Control.Act;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators have said and what is in force of it: the answer of {@code /api/v1/control}, and a part of
 * {@code /api/v1/status}. Times are ISO 8601 in UTC. Lists have the last {@link #MOST} at most.
 *
 * @param pausedSince absent unless the crawl pauses
 * @param blockedCount how many hosts and sites are blocked, listed or not
 * @param delaysCount how many delays are set, listed or not
 * @param scopeSeeds seeds that widened the scope
 * @param acts of the last day, and those that shards here have not done
 * @param refused what of a request was not done, and why, each a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlsJson(
        @Nullable String pausedSince,
        int blockedCount,
        List<Hosts> blocked,
        int delaysCount,
        List<Delay> delays,
        List<String> scopeSeeds,
        List<ActJson> acts,
        List<String> refused) {

    /** Most rows of a list. */
    public static final int MOST = 1000;

    private static final Duration RECENT = Duration.ofDays(1);

    /** A host or a site that is blocked. */
    public record Hosts(String scope, String name, String since) {}

    /** The delay of a host, or of each host of a site. */
    public record Delay(String scope, String name, double seconds, String since) {}

    /**
     * Something that shards do once.
     *
     * @param action seed, recrawl, drop or restore
     * @param scope what the target is
     * @param target a URL, a host or a site; of seeds the first
     * @param count how many seeds there were; absent for others
     * @param pages changed by it so far, by the shards of this process; absent for seeds
     * @param shardsDone shards of this process that have done it
     * @param shards shards of this process; those of others do it too
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ActJson(
            String id,
            String action,
            String scope,
            String target,
            String at,
            @Nullable Integer count,
            @Nullable Long pages,
            int shardsDone,
            int shards) {}

    /**
     * What is in force, as JSON has it.
     *
     * @param progress how far the shards here are
     */
    public static ControlsJson of(Controls controls, ActProgress progress, long nowMillis, List<String> refused) {
        Control.Paused paused = controls.paused();
        long recent = nowMillis - RECENT.toMillis();
        List<ActJson> acts = controls.acts().stream()
                .map(said -> act(said.what(), progress.of(said.offset())))
                .filter(act ->
                        act.shardsDone < act.shards || !Instant.parse(act.at).isBefore(Instant.ofEpochMilli(recent)))
                .toList();
        return new ControlsJson(
                paused == null ? null : time(paused.atMillis()),
                controls.blocked().size(),
                last(controls.blocked().stream()
                        .map(each -> new Hosts(
                                each.hosts().kind().label(), each.hosts().text(), time(each.atMillis())))
                        .toList()),
                controls.delayed().size(),
                last(controls.delayed().stream().map(ControlsJson::delay).toList()),
                last(controls.takenIn().stream().map(each -> each.seed().text()).toList()),
                last(acts),
                refused);
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    private static Delay delay(Control.Delayed each) {
        PageRange hosts = each.hosts();
        return new Delay(hosts.kind().label(), hosts.text(), each.delay().toMillis() / 1000.0, time(each.atMillis()));
    }

    private static ActJson act(Act act, ActProgress.Progress so) {
        return switch (act) {
            case Control.Seeded(String id, var first, int count, long at) ->
                new ActJson(id, "seed", "url", first.text(), time(at), count, null, so.done(), so.shards());
            case Control.Recrawled(String id, PageRange pages, long at) -> act(id, "recrawl", pages, at, so);
            case Control.Dropped(String id, PageRange pages, long at) -> act(id, "drop", pages, at, so);
            case Control.Restored(String id, PageRange pages, long at) -> act(id, "restore", pages, at, so);
        };
    }

    private static ActJson act(String id, String action, PageRange pages, long at, ActProgress.Progress so) {
        return new ActJson(
                id, action, pages.kind().label(), pages.text(), time(at), null, so.pages(), so.done(), so.shards());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
