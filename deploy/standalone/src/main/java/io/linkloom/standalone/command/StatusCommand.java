package io.linkloom.standalone.command;

import io.linkloom.builder.api.Json;
import io.linkloom.standalone.answer.Answers;
import io.linkloom.standalone.answer.ControlRows;
import io.linkloom.standalone.answer.StatusJson;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linkloom status}. */
@Command(
        name = "status",
        header = "Say what the index has, and how far its crawl is.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  linkloom status",
            "  linkloom status --data my-crawl --format json",
            "  linkloom status --api http://127.0.0.1:8080"
        })
final class StatusCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(Column.whole("what"), Column.whole("value"));

    private final Session session;
    private final LinkloomCommand root;

    @Mixin
    private IndexOptions index;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "table (the default), json with one object, or csv.")
    private Format format = Format.TABLE;

    StatusCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet(root.isDebug());
        StatusJson status;
        try (Answers answers = index.open()) {
            status = answers.status();
        }
        if (format == Format.JSON) {
            session.terminal().out().print(Json.line(status) + "\n");
        } else {
            list(status);
        }
        return ExitCode.OK;
    }

    private void list(StatusJson status) {
        String part = format == Format.TABLE ? "  " : "";
        try (Listing listing = Listing.of(format, COLUMNS, session.terminal())) {
            listing.row("crawl", status.replica() ? "read replica" : status.running() ? "running" : "not running");
            listing.row("pages", status.pages());
            listing.row(part + "visited", status.visited());
            status.visits().forEach((outcome, count) -> listing.row(part + part + outcome, count));
            listing.row(part + part + "of these waiting for a retry", status.awaitingRetry());
            listing.row(part + part + "of these to be visited again", status.awaitingRecrawl());
            listing.row(part + part + "bytes fetched, unpacked", status.bytesFetched());
            listing.row(part + "queued", status.queued());
            if (status.overBudgetPages() > 0) {
                listing.row(
                        part + part + "over what their sites may use",
                        status.overBudgetPages() + " of " + status.overBudgetSites() + " sites (schedule.budget)");
            }
            listing.row(part + "ordered", status.ordered());
            listing.row(part + "known only", status.known());
            listing.row("links between sites", status.externalLinks());
            listing.row("links within sites", status.internalLinks());
            listing.row("hosts not to be asked now", status.blockedHosts());
            if (status.waitingUntil() != null) {
                listing.row("first retry or host at", Instant.parse(status.waitingUntil()));
            }
            listing.row("shards", status.shards() + " of " + status.partitions());
            listing.row("records not yet folded", status.lag());
            for (StatusJson.RestingShard shard : status.resting()) {
                listing.row(part + "shard " + shard.shard(), shard.detail());
            }
            if (status.scopeRules() != null) {
                list(status.scopeRules(), part, listing);
            }
            if (status.controls() != null) {
                ControlRows.list(status.controls(), listing);
            }
            if (status.memory() != null) {
                list(status.memory(), part, listing);
            }
        }
    }

    private static void list(StatusJson.Rules scope, String part, Listing listing) {
        listing.row("scope rules", scope.rules() + " of " + scope.file());
        listing.row(part + "digest", scope.digest().isEmpty() ? "none" : scope.digest());
        listing.row(part + "in force since", scope.takenAt());
        if (scope.refusal() != null) {
            listing.row(part + "file refused since " + scope.refusedAt(), scope.refusal());
        }
    }

    private static void list(StatusJson.Memory memory, String part, Listing listing) {
        listing.row("memory of the shards", ofAll(memory.outsideHeap(), memory.outsideHeapMost()));
        listing.row(part + "blocks read from disk", Figures.size(memory.blocks()));
        listing.row(part + "rows not on disk", Figures.size(memory.writeBuffers()));
        listing.row(part + "filters and indexes", Figures.size(memory.tables()));
        listing.row("heap", ofAll(memory.heap(), memory.heapMost()));
        listing.row(part + "which pages are known", ofAll(memory.seen(), memory.seenMost()));
        if (memory.process() > 0) {
            listing.row("memory of the process", Figures.size(memory.process()));
        }
    }

    private static String ofAll(long bytes, long most) {
        return Figures.size(bytes) + " of " + Figures.size(most);
    }
}
