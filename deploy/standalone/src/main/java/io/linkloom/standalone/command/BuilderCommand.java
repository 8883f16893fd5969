package io.linkloom.standalone.command;

import io.linkloom.standalone.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linkloom builder}. */
@Command(
        name = "builder",
        header = "Build the index and answer questions, as one of any number of builders on a Kafka cluster.",
        description = {
            "",
            "Runs until it is told to stop (SIGTERM, Ctrl-C). Answers the HTTP API, /metrics and /health at "
                    + "builder.http-address.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  linkloom builder --config linkloom.conf",
            "where linkloom.conf has at least",
            "  kafka.bootstrap-servers = kafka-1:9092,kafka-2:9092",
            "  builder.directory = /var/lib/linkloom/shards",
            "linkloom config --of services lists all settings."
        })
final class BuilderCommand implements Callable<Integer> {

    private final Session session;
    private final LinkloomCommand root;

    @Mixin
    private ConfigOptions options;

    BuilderCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        return ServiceRun.of(Service.Kind.BUILDER, options, session, root);
    }
}
