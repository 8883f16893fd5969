package io.linkloom.standalone.bench;

import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.FetchRequest;
import io.linkloom.worker.fetch.FetchResult;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.HostsFile;
import java.util.Arrays;
import java.util.List;

/** Fetches pages of the invented web by Linkloom's own fetcher, one after the other. */
final class FetchedPages implements AutoCloseable {
    private final FetchClient client;
    private final Fetcher fetcher;

    private FetchedPages(FetchClient client) {
        this.client = client;
        this.fetcher = client.fetcher();
    }

    static FetchedPages of(AddressGuard guard) {
        HostsFile hosts = HostsFile.parse(List.of("127.0.0.1 *.test"), "benchmark");
        return new FetchedPages(
                new FetchClient("Linkloom-benchmark", hosts, guard, FetchLimits.DEFAULT, Time.system()));
    }

    byte[] body(WebUrl url, int maxBytes) {
        FetchResult result = fetcher.fetch(FetchRequest.any(url, maxBytes));
        if (result instanceof FetchResult.Response response) {
            return Arrays.copyOf(response.body().bytes(), response.body().length());
        }
        throw new IllegalStateException(url + " gave " + result);
    }

    int length(WebUrl url, int maxBytes) {
        FetchResult result = fetcher.fetch(FetchRequest.any(url, maxBytes));
        return result instanceof FetchResult.Response response ? response.body().length() : -1;
    }

    @Override
    public void close() {
        fetcher.endTurn(Long.MAX_VALUE);
        client.close();
    }
}
