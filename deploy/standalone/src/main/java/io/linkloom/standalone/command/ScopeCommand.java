package io.linkloom.standalone.command;

import picocli.CommandLine.Command;

/** {@code linkloom scope}. */
@Command(
        name = "scope",
        header = "Look at rules of what a crawl takes in.",
        synopsisSubcommandLabel = "COMMAND",
        description = "",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        subcommands = {ScopeCheckCommand.class})
final class ScopeCommand implements Runnable {

    @Override
    public void run() {
        throw new UsageException("say what to do, such as linkloom scope check rules");
    }
}
