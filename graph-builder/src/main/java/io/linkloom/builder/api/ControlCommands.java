package io.linkloom.builder.api;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.query.ActProgress;
import io.linkloom.builder.query.ShardLookup;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.TargetScope;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.common.config.Durations;
import io.linkloom.common.control.ControlDesk;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what a {@link ControlRequestJson} asks for, and says what is in force then. Any thread. */
public final class ControlCommands {
    /** Most targets of a request. */
    public static final int MOST_TARGETS = 1000;

    /** So many URLs fit a request whatever their lengths are. */
    public static final int MOST_URLS = 200;

    private static final String ACTIONS = "pause, resume, block, unblock, delay, seed, recrawl, drop, restore";

    private final ControlDesk desk;
    private final Supplier<Scope> scope;
    private final ShardLookup shards;
    private final Sites sites;
    private final Time time;

    /**
     * For one crawl.
     *
     * @param scope what the crawl takes in now
     * @param shards those whose progress is told
     */
    public ControlCommands(ControlDesk desk, Supplier<Scope> scope, ShardLookup shards, Sites sites, Time time) {
        this.desk = desk;
        this.scope = scope;
        this.shards = shards;
        this.sites = sites;
        this.time = time;
    }

    /** What is in force. */
    public ControlsJson list() {
        return answer(List.of());
    }

    private ControlsJson answer(List<String> refused) {
        return ControlsJson.of(desk.now(), ActProgress.of(shards), time.millis(), refused);
    }

    /**
     * Does it; returns when it is safe, and in force in this process.
     *
     * @throws IllegalArgumentException with a sentence if the request is wrong; then nothing is done
     * @throws io.linkloom.common.topic.TopicException with a sentence if Kafka did not take it
     */
    public ControlsJson perform(ControlRequestJson request) {
        String action = request.action() == null ? "" : request.action();
        return switch (action) {
            case "pause" -> pause();
            case "resume" -> resume();
            case "block" -> block(ranges(request, PageRange.Kind.HOST));
            case "unblock" -> unblock(ranges(request, PageRange.Kind.HOST));
            case "delay" -> delay(ranges(request, PageRange.Kind.HOST), request.delay());
            case "seed" -> seed(targets(request));
            case "recrawl" -> act(ranges(request, PageRange.Kind.URL), Control.Recrawled::new);
            case "drop" -> act(ranges(request, PageRange.Kind.PREFIX), Control.Dropped::new);
            case "restore" -> act(ranges(request, PageRange.Kind.PREFIX), Control.Restored::new);
            default -> throw new IllegalArgumentException("action is \"" + action + "\"; it can be " + ACTIONS);
        };
    }

    private ControlsJson pause() {
        if (!desk.now().isPaused()) {
            desk.say(List.of(new Control.Paused(time.millis())), List.of());
        }
        return list();
    }

    private ControlsJson resume() {
        if (!desk.now().isPaused()) {
            return answer(List.of("the crawl does not pause"));
        }
        desk.say(List.of(), List.of(Control.Paused.KEY));
        return list();
    }

    private ControlsJson block(List<PageRange> hosts) {
        long now = time.millis();
        desk.say(hosts.stream().map(each -> new Control.Blocked(each, now)).toList(), List.of());
        return list();
    }

    private ControlsJson unblock(List<PageRange> hosts) {
        Controls now = desk.now();
        List<PageRange> known =
                now.blocked().stream().map(Control.Blocked::hosts).toList();
        return takeBack(hosts, known, Control.Blocked::key, "blocked");
    }

    private ControlsJson delay(List<PageRange> hosts, @Nullable String text) {
        if ("none".equals(text)) {
            List<PageRange> known =
                    desk.now().delayed().stream().map(Control.Delayed::hosts).toList();
            return takeBack(hosts, known, Control.Delayed::key, "given a delay");
        }
        Duration delay = text == null ? null : Durations.parse(text);
        if (delay == null || delay.isNegative() || delay.compareTo(Control.Delayed.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the delay is \"" + text + "\"; it can be a duration up to 30d, such as 500ms, 2s or 1m, or none");
        }
        long now = time.millis();
        desk.say(
                hosts.stream()
                        .map(each -> new Control.Delayed(each, delay, now))
                        .toList(),
                List.of());
        return list();
    }

    private ControlsJson takeBack(
            List<PageRange> hosts, List<PageRange> known, Function<PageRange, String> key, String what) {
        List<String> refused = hosts.stream()
                .filter(each -> !known.contains(each))
                .map(each -> each + " was not " + what)
                .toList();
        List<String> keys = hosts.stream().filter(known::contains).map(key).toList();
        if (!keys.isEmpty()) {
            desk.say(List.of(), keys);
        }
        return answer(refused);
    }

    private interface MakeAct {
        Control.Act of(String id, PageRange pages, long atMillis);
    }

    private ControlsJson act(List<PageRange> ranges, MakeAct make) {
        long now = time.millis();
        desk.say(ranges.stream().map(each -> make.of(newId(), each, now)).toList(), List.of());
        return list();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    /** Seeds outside of the scope widen it, before they are given: so that they are not judged by the scope as it was. */
    private ControlsJson seed(List<String> texts) {
        List<String> refused = new ArrayList<>();
        List<WebUrl> seeds = new ArrayList<>();
        Map<String, Control> widening = new LinkedHashMap<>();
        Scope now = scope.get();
        long at = time.millis();
        for (String text : texts) {
            WebUrl url = Target.page(text);
            KnownReason refusal = now.refusal(url, 0, sites);
            if (refusal == KnownReason.DENIED) {
                refused.add(url.text() + " is kept out by a scope rule");
                continue;
            }
            if (refusal == KnownReason.OUT_OF_SCOPE) {
                widening.putIfAbsent(Scope.ruleOf(url, now.kind(), sites), new Control.TakenIn(url, at));
            }
            seeds.add(url);
        }
        if (!seeds.isEmpty()) {
            List<Control> said = new ArrayList<>(widening.values());
            said.add(new Control.Seeded(newId(), seeds.getFirst(), seeds.size(), at));
            desk.say(said, List.of());
            desk.seed(seeds, at);
        }
        return answer(refused);
    }

    private static List<String> targets(ControlRequestJson request) {
        List<String> targets = request.targets();
        if (targets == null || targets.isEmpty()) {
            throw new IllegalArgumentException(request.action() + " takes targets: what it is about");
        }
        if (targets.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("targets are texts, and one is null");
        }
        if (targets.size() > MOST_TARGETS) {
            throw new IllegalArgumentException("a request has at most " + MOST_TARGETS + " targets");
        }
        return targets;
    }

    private List<PageRange> ranges(ControlRequestJson request, PageRange.Kind byDefault) {
        PageRange.Kind kind = kind(request.scope(), byDefault);
        TargetScope asked = TargetScope.valueOf(kind.name());
        return targets(request).stream()
                .map(text ->
                        new PageRange(kind, Target.parse(text, asked, sites).text()))
                .distinct()
                .toList();
    }

    /** What is about hosts is not about single pages. */
    private static PageRange.Kind kind(@Nullable String text, PageRange.Kind byDefault) {
        if (text == null) {
            return byDefault;
        }
        boolean onlyHosts = byDefault == PageRange.Kind.HOST;
        for (PageRange.Kind kind : PageRange.Kind.values()) {
            boolean hosts = kind == PageRange.Kind.HOST || kind == PageRange.Kind.SITE;
            if (kind.label().equals(text.toLowerCase(Locale.ROOT)) && (hosts || !onlyHosts)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "scope is \"" + text + "\"; it can be " + (onlyHosts ? "host, site" : "url, prefix, host, site"));
    }
}
