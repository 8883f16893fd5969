package io.linkloom.standalone.answer;

import io.linkloom.builder.api.Api;
import io.linkloom.builder.api.ControlCommands;
import io.linkloom.builder.api.ControlRoutes;
import io.linkloom.builder.app.Builder;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.Summaries;
import io.linkloom.builder.query.Why;
import io.linkloom.common.control.ControlDesk;
import io.linkloom.common.runtime.Address;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.ServiceServer;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;

/** The HTTP server of a process that has a builder: what it answers, and where operators say what is to be done. */
public final class BuilderServer {

    private BuilderServer() {}

    /**
     * Starts to listen.
     *
     * @param desk where operators say it
     */
    public static ServiceServer start(
            Address address,
            Builder builder,
            ControlDesk desk,
            Sites sites,
            Time time,
            Metrics metrics,
            Health health) {
        ControlCommands commands = new ControlCommands(desk, builder::scope, builder.shards(), sites, time);
        Api api = new Api(
                new Backlinks(builder.shards(), sites),
                new Why(builder.shards(), builder::scope, desk::now, sites),
                new Summaries(builder.shards(), sites),
                time,
                sites,
                () -> StatusJson.of(builder.status(), builder.memory(), builder.scopeRules(), commands.list()));
        // A read replica takes no part in the crawl.
        ControlRoutes control = new ControlRoutes(builder.status().replica() ? null : commands);
        return ServiceServer.start(address, metrics, health, http -> {
            api.addTo(http);
            control.addTo(http);
        });
    }
}
