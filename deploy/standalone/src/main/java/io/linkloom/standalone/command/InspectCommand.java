package io.linkloom.standalone.command;

import picocli.CommandLine.Command;

/** {@code linkloom inspect}. */
@Command(
        name = "inspect",
        header = "Show how Linkloom reads what the web says.",
        synopsisSubcommandLabel = "COMMAND",
        description = {"", "Nothing is fetched and nothing is kept: what to read comes from files or stdin.", ""},
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        subcommands = {InspectUrlCommand.class, InspectLinksCommand.class, InspectRobotsCommand.class})
final class InspectCommand implements Runnable {

    @Override
    public void run() {
        throw new UsageException("say what to read, such as linkloom inspect url");
    }
}
