package io.linkloom.worker.fetch;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.linkloom.common.runtime.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of a host: as written if it is an address, from the hosts file, or from the name service.
 *
 * <p>The system's resolver blocks its thread in native code, which a virtual thread must not do to its carrier, so a few
 * platform threads ask it. Answers are kept for a while, also that there is no such name; that there was no answer is not.
 * Thread-safe.
 */
final class Resolver implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_CACHED = 200_000;
    private final HostsFile hostsFile;
    private final NameService names;
    private final Duration deadline;
    private final ThreadPoolExecutor threads;
    private final AsyncCache<String, Resolution> answers;

    Resolver(HostsFile hostsFile, NameService names, DnsTtl ttl, Duration deadline, Time time) {
        this.hostsFile = hostsFile;
        this.names = names;
        this.deadline = deadline;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("dns-", 0).daemon(true).factory());
        threads.allowCoreThreadTimeOut(true);
        this.answers = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .ticker(time::nanos)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, Resolution>creating((_, answer) -> ttl.of(answer)))
                .buildAsync();
    }

    /**
     * Resolves a host within the deadline.
     *
     * @param hostName as {@link io.linkloom.common.url.WebUrl#hostName()} gives it
     */
    Resolution resolve(String hostName) {
        InetAddress literal = literal(hostName);
        if (literal != null) {
            return new Resolution.Found(List.of(literal));
        }
        InetAddress override = hostsFile.find(hostName);
        if (override != null) {
            return new Resolution.Found(List.of(override));
        }
        return await(hostName);
    }

    /** Whether a host is an address, or in the hosts file. */
    boolean knowsWithoutDns(String hostName) {
        return literal(hostName) != null || hostsFile.find(hostName) != null;
    }

    private static @Nullable InetAddress literal(String hostName) {
        if (hostName.startsWith("[")) {
            return InetAddress.ofLiteral(hostName.substring(1, hostName.length() - 1));
        }
        char last = hostName.charAt(hostName.length() - 1);
        // The URL standard takes a host whose last label is a number for an IPv4 address, and writes it with four
        // numbers.
        return last >= '0' && last <= '9' && isIpv4(hostName) ? InetAddress.ofLiteral(hostName) : null;
    }

    private static boolean isIpv4(String hostName) {
        return hostName.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private Resolution await(String hostName) {
        try {
            CompletableFuture<Resolution> answer =
                    answers.get(hostName, (name, _) -> CompletableFuture.supplyAsync(() -> names.ask(name), threads));
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Resolution.Failed(
                    "DNS gave no address for " + hostName + " within " + deadline.toMillis() + " ms");
        } catch (RejectedExecutionException e) {
            return new Resolution.NotAsked("too many names wait for DNS already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Resolution.NotAsked("interrupted while waiting for DNS");
        } catch (ExecutionException e) {
            return new Resolution.Failed("DNS failed for " + hostName + ": " + e.getCause());
        }
    }

    /** Questions whose answers are not yet known or not yet noted. */
    int questionsUnderWay() {
        return threads.getActiveCount();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
