package io.linkloom.standalone.command;

import picocli.CommandLine.Command;

/** {@code linkloom bench}. */
@Command(
        name = "bench",
        header = "Measure the parts, and the whole.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Figures mean something beside others of the same run on the same machine; every part has a yardstick for that.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        subcommands = {BenchCrawlCommand.class, BenchFoldCommand.class, BenchHostsCommand.class, BenchPartsCommand.class
        })
final class BenchCommand implements Runnable {

    @Override
    public void run() {
        throw new UsageException("say what to measure: linkloom bench crawl, fold, hosts or parts");
    }
}
