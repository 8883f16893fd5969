package io.linkloom.standalone.command;

import io.linkloom.standalone.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linkloom worker}. */
@Command(
        name = "worker",
        header = "Fetch pages, as one of any number of workers on a Kafka cluster.",
        description = {
            "",
            "Runs until it is told to stop (SIGTERM, Ctrl-C). Answers /metrics and /health at worker.http-address.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  linkloom worker --config linkloom.conf",
            "where linkloom.conf has at least",
            "  kafka.bootstrap-servers = kafka-1:9092,kafka-2:9092",
            "  fetch.user-agent-contact = https://you.example/crawler",
            "linkloom config --of services lists all settings."
        })
final class WorkerCommand implements Callable<Integer> {

    private final Session session;
    private final LinkloomCommand root;

    @Mixin
    private ConfigOptions options;

    WorkerCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        return ServiceRun.of(Service.Kind.WORKER, options, session, root);
    }
}
