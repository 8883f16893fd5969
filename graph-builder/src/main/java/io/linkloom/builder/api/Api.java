package io.linkloom.builder.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Externality;
import io.linkloom.builder.query.LinkState;
import io.linkloom.builder.query.Position;
import io.linkloom.builder.query.Resolve;
import io.linkloom.builder.query.ShardElsewhereException;
import io.linkloom.builder.query.Summaries;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.TargetScope;
import io.linkloom.builder.query.Why;
import io.linkloom.builder.store.ShardClosedException;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the HTTP API, all GET, all JSON.
 *
 * <ul>
 *   <li>{@code /api/v1/backlinks?target=&scope=url|prefix|host|site&external=site|host|all&state=live|lost|moved|all
 *       &resolve=none|redirect|canonical|all&limit=100
 *       &explain=true|false&cursor=}
 *   <li>{@code /api/v1/summary?target=&scope=url|host|site}; without a scope what the target looks like
 *   <li>{@code /api/v1/why?url=}
 *   <li>{@code /api/v1/status}
 * </ul>
 *
 * <p>400 where a parameter is wrong, 421 where another process owns the shard, 503 while a shard moves: each with a sentence.
 */
public final class Api {
    private final Backlinks backlinks;
    private final Why why;
    private final Summaries summaries;
    private final Time time;
    private final Sites sites;
    private final Supplier<? extends Record> status;

    /**
     * Answers from what answers each kind of question.
     *
     * @param time says which days the last ones are
     * @param status what {@code /api/v1/status} shows, as a record whose components have JSON forms
     */
    public Api(
            Backlinks backlinks,
            Why why,
            Summaries summaries,
            Time time,
            Sites sites,
            Supplier<? extends Record> status) {
        this.backlinks = backlinks;
        this.why = why;
        this.summaries = summaries;
        this.time = time;
        this.sites = sites;
        this.status = status;
    }

    /** Adds the routes to a server that is about to start. */
    public void addTo(JavalinConfig config) {
        config.routes.get("/api/v1/backlinks", context -> json(context, backlinks(context)));
        config.routes.get("/api/v1/summary", context -> json(context, summary(context)));
        config.routes.get("/api/v1/why", context -> json(context, why(context)));
        config.routes.get("/api/v1/status", context -> json(context, status.get()));
        refuse(config, IllegalArgumentException.class, HttpStatus.BAD_REQUEST, Throwable::getMessage);
        refuse(config, ShardElsewhereException.class, HttpStatus.MISDIRECTED_REQUEST, Throwable::getMessage);
        refuse(
                config,
                ShardClosedException.class,
                HttpStatus.SERVICE_UNAVAILABLE,
                _ -> "the shard is just being moved or closed; ask again in a moment");
    }

    private static <E extends Exception> void refuse(
            JavalinConfig config, Class<E> type, HttpStatus status, Function<E, @Nullable String> sentence) {
        config.routes.exception(type, (exception, context) -> {
            context.status(status);
            json(context, new ErrorJson(String.valueOf(sentence.apply(exception))));
        });
    }

    private static String target(Context context) {
        String text = context.queryParam("target");
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("parameter target is missing: the URL, host or site that is linked to");
        }
        return text;
    }

    private SummaryJson summary(Context context) {
        String text = target(context);
        Target target = context.queryParam("scope") == null
                ? Summaries.target(text, sites)
                : Target.parse(text, choice(context, "scope", TargetScope.URL, TargetScope.values()), sites);
        return SummaryJson.of(summaries.answer(target, time.millis()));
    }

    private BacklinksJson backlinks(Context context) {
        String text = target(context);
        TargetScope scope = choice(context, "scope", TargetScope.URL, TargetScope.values());
        String cursor = context.queryParam("cursor");
        var question = new BacklinksQuestion(
                Target.parse(text, scope, sites),
                choice(context, "external", Externality.SITE, Externality.values()),
                choice(context, "state", LinkState.LIVE, LinkState.values()),
                choice(context, "resolve", Resolve.NONE, Resolve.values()),
                limit(context),
                flag(context, "explain"),
                cursor == null ? null : Position.parse(cursor));
        return BacklinksJson.of(backlinks.answer(question));
    }

    private WhyJson why(Context context) {
        String text = context.queryParam("url");
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("parameter url is missing: the page to be explained");
        }
        return WhyJson.of(why.answer(Target.page(text)));
    }

    private static <E extends Enum<E>> E choice(Context context, String name, E byDefault, E[] values) {
        String text = context.queryParam(name);
        if (text == null) {
            return byDefault;
        }
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        String known = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("parameter " + name + " is \"" + text + "\"; it can be " + known);
    }

    private static boolean flag(Context context, String name) {
        String text = context.queryParam(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException("parameter " + name + " is \"" + text + "\"; it can be true, false");
    }

    private static int limit(Context context) {
        String text = context.queryParam("limit");
        if (text == null) {
            return BacklinksQuestion.DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= BacklinksQuestion.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "parameter limit is \"" + text + "\"; it can be 1 to " + BacklinksQuestion.MAX_LIMIT);
    }

    private static void json(Context context, Object value) {
        context.contentType("application/json").result(Json.line(value));
    }
}
