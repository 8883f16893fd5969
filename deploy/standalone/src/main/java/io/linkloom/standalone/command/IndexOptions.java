package io.linkloom.standalone.command;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.runtime.DirectoryLock;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.answer.Answers;
import io.linkloom.standalone.answer.ControlAccess;
import io.linkloom.standalone.answer.LocalAnswers;
import io.linkloom.standalone.answer.RemoteAnswers;
import io.linkloom.standalone.answer.RemoteControl;
import io.linkloom.standalone.crawl.CrawlSpec;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.RestingControl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which index is meant: that of a directory, or that of a process elsewhere. */
final class IndexOptions {

    static final String DEFAULT_DIRECTORY = "linkloom-data";

    @ArgGroup(exclusive = true)
    private Where where = new Where();

    private static final class Where {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Directory of the crawl; ./" + DEFAULT_DIRECTORY + " if nothing else is said.")
        private @Nullable Path data;

        @Option(
                names = "--api",
                paramLabel = "URL",
                description = "Ask the process whose API is there, such as http://127.0.0.1:8080.")
        private @Nullable URI api;
    }

    /**
     * Who answers: the process at {@code --api}, the process that is running on the directory, or the directory itself.
     *
     * @throws FailedException if there is no index
     */
    Answers open() throws IOException {
        URI api = where.api;
        if (api != null) {
            return new RemoteAnswers(base(api));
        }
        DataDirectory data = existing(where.data == null ? Path.of(DEFAULT_DIRECTORY) : where.data);
        DirectoryLock.Holder holder = DirectoryLock.holder(data.path());
        if (holder == null) {
            Sites sites = new Sites();
            return new LocalAnswers(OfflineShards.open(data.shards()), () -> scope(data, sites), sites, Time.system());
        }
        return new RemoteAnswers(apiOf(holder, data));
    }

    /**
     * Where operators say it: the process at {@code --api}, the process that is running on the directory, or the crawl in it,
     * which does not run.
     *
     * @throws FailedException if there is no index
     */
    ControlAccess control() throws IOException {
        URI api = where.api;
        if (api != null) {
            return new RemoteControl(base(api));
        }
        DataDirectory data = existing(where.data == null ? Path.of(DEFAULT_DIRECTORY) : where.data);
        DirectoryLock.Holder holder = DirectoryLock.holder(data.path());
        return holder == null ? RestingControl.open(data, Time.system()) : new RemoteControl(apiOf(holder, data));
    }

    private static URI apiOf(DirectoryLock.Holder holder, DataDirectory data) {
        String running = holder.api();
        if (running == null) {
            throw new FailedException("process " + holder.pid() + " is using " + data
                    + " and does not answer questions at the moment; ask again when it is up or has ended");
        }
        return URI.create(running);
    }

    /** What the crawl takes in; a directory of a builder does not say. */
    private static Scope scope(DataDirectory data, Sites sites) {
        CrawlSpec crawl = CrawlSpec.read(data.crawlFile());
        return crawl.seeds().isEmpty() ? Scope.EVERYTHING : crawl.scopeWithRules(sites);
    }

    /**
     * The directory at a path, which has an index in it.
     *
     * @throws FailedException if it has none
     */
    static DataDirectory existing(Path path) {
        DataDirectory data = new DataDirectory(path);
        if (!data.hasIndex()) {
            throw new FailedException("there is no crawl in " + path
                    + "; name its directory with --data, or begin one with linkloom crawl");
        }
        return data;
    }

    private static URI base(URI api) {
        if (!("http".equals(api.getScheme()) || "https".equals(api.getScheme())) || api.getHost() == null) {
            throw new UsageException("--api is \"" + api + "\"; it takes a URL such as http://127.0.0.1:8080");
        }
        String text = api.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
