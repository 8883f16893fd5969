package io.linkloom.builder.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.linkloom.common.topic.TopicException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/control} lists what is in force; {@code POST /api/v1/control} with a {@link ControlRequestJson} changes it and
 * answers with the same.
 *
 * <p>Nobody is asked who he is: the server is to listen where only operators come, by default on loopback. What a web page in an
 * operator's browser could send is refused: anything but {@code application/json} (415), which a page may not send elsewhere
 * without asking, and what comes from a page of another place, or of a host name, which could have been made to point here (403).
 */
public final class ControlRoutes {
    private static final String PATH = "/api/v1/control";
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[0-9.]+|localhost)(:\\d+)?");

    private final @Nullable ControlCommands commands;

    /**
     * Of one crawl.
     *
     * @param commands null where nothing is to be changed, as by a read replica
     */
    public ControlRoutes(@Nullable ControlCommands commands) {
        this.commands = commands;
    }

    /** Adds the routes to a server that is about to start. */
    public void addTo(JavalinConfig config) {
        config.routes.get(PATH, this::list);
        config.routes.post(PATH, this::perform);
        config.routes.exception(TopicException.class, (exception, context) -> {
            refuse(context, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(exception.getMessage()));
        });
    }

    private void list(Context context) {
        if (commands == null) {
            refuseReplica(context);
        } else {
            json(context, commands.list());
        }
    }

    private void perform(Context context) {
        String type = context.contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            refuse(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the request is to be of type application/json");
        } else if (!isFromHere(context.header("Origin"), context.host())) {
            refuse(context, HttpStatus.FORBIDDEN, "requests of web pages from elsewhere are not taken");
        } else if (commands == null) {
            refuseReplica(context);
        } else {
            json(context, commands.perform(request(context.body())));
        }
    }

    private static ControlRequestJson request(String body) {
        ControlRequestJson request = null;
        IllegalArgumentException cause = null;
        try {
            // Null is JSON too.
            request = Json.read(body, ControlRequestJson.class);
        } catch (IllegalArgumentException e) {
            cause = e;
        }
        if (request == null) {
            throw new IllegalArgumentException(
                    "the request is to be an object such as {\"action\":\"block\",\"targets\":[\"www.example.com\"]}",
                    cause);
        }
        return request;
    }

    /** Whether a browser did not send it, or a page of this very server, which was asked for by its address. */
    private static boolean isFromHere(@Nullable String origin, @Nullable String host) {
        return origin == null
                || (host != null
                        && ADDRESS.matcher(host).matches()
                        && (origin.equals("http://" + host) || origin.equals("https://" + host)));
    }

    private static void refuseReplica(Context context) {
        refuse(context, HttpStatus.CONFLICT, "a read replica takes no part in the crawl; ask one of its builders");
    }

    private static void refuse(Context context, HttpStatus status, String sentence) {
        context.status(status);
        json(context, new ErrorJson(sentence));
    }

    private static void json(Context context, Object value) {
        context.contentType("application/json").result(Json.line(value));
    }
}
