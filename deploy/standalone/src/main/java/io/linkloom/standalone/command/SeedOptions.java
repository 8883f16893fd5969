package io.linkloom.standalone.command;

import io.linkloom.standalone.crawl.SeedList;
import io.linkloom.standalone.output.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a crawl begins. */
final class SeedOptions {

    @Parameters(paramLabel = "URL", arity = "0..*", description = "Where to begin.")
    private final List<String> urls = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "FILE",
            description = "More of them, one a line; lines that begin with # do not count.")
    private @Nullable Path file;

    /** The good ones; what is wrong with the others is told. */
    SeedList read(Terminal terminal) {
        SeedList seeds = new SeedList();
        seeds.addArguments(urls);
        if (file != null) {
            seeds.addFile(file);
        }
        seeds.problems().forEach(terminal::tell);
        return seeds;
    }
}
