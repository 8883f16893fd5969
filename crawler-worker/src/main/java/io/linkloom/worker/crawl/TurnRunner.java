package io.linkloom.worker.crawl;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.queue.Pace;
import io.linkloom.worker.queue.QueuedOrder;
import io.linkloom.worker.queue.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual threads that take turns: fetch a host's orders, send the visits, and report orders done when those are safe. */
final class TurnRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final int MAX_DETAIL = 300;
    private static final int MAX_LOGGED_ERRORS = 100;

    private final Turns turns;
    private final CrawlStep step;
    private final FetchClient client;
    private final OrderSource source;
    private final VisitSink sink;
    private final CrawlObserver observer;
    private final Time time;
    private final boolean addressesMatter;
    /** Not in use; the last one used is the next one taken, so that few have warm buffers. */
    private final ConcurrentLinkedDeque<Fetcher> fetchers = new ConcurrentLinkedDeque<>();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<String> loggedErrors = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean aborting;

    TurnRunner(
            Turns turns,
            CrawlStep step,
            FetchClient client,
            OrderSource source,
            VisitSink sink,
            CrawlObserver observer,
            Time time,
            Pace pace) {
        this.turns = turns;
        this.step = step;
        this.client = client;
        this.source = source;
        this.sink = sink;
        this.observer = observer;
        this.time = time;
        this.addressesMatter = !pace.addressDelay().isZero();
    }

    /** Starts a thread for every host that is ready, up to the limit; how many. */
    int startReady() {
        int started = 0;
        for (Turn turn = turns.nextForNewThread(); turn != null; turn = turns.nextForNewThread()) {
            Turn first = turn;
            Thread thread = Thread.ofVirtual().name("fetch-" + turn.host()).unstarted(() -> work(first));
            threads.add(thread);
            thread.start();
            started++;
        }
        return started;
    }

    /** What keeps the worker from going on, or null. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Interrupts all threads: what they fetch is given up and will be fetched again. */
    void abort() {
        aborting = true;
        threads.forEach(Thread::interrupt);
    }

    private void work(Turn first) {
        Fetcher pooled = fetchers.pollFirst();
        Fetcher fetcher = pooled == null ? client.fetcher() : pooled;
        try {
            for (Turn turn = first; turn != null; turn = turns.nextForThread()) {
                take(turn, fetcher);
            }
            fetchers.addFirst(fetcher);
        } catch (Throwable e) {
            // Nobody else would ever hear of it.
            fail(e);
        } finally {
            threads.remove(Thread.currentThread());
            turns.threadEnded();
        }
    }

    private void take(Turn turn, Fetcher fetcher) {
        try {
            if (addressesMatter && !turns.bind(turn, client.addressOf(turn.hostName()))) {
                return;
            }
            for (QueuedOrder order = turns.nextOrder(turn); order != null; order = turns.nextOrder(turn)) {
                perform(order, turn, fetcher);
            }
        } finally {
            fetcher.endTurn(turns.turnOver(turn));
            if (!aborting) {
                // It was meant for the turn that is over.
                boolean _ = Thread.interrupted();
            }
        }
    }

    private void perform(QueuedOrder order, Turn turn, Fetcher fetcher) {
        long startNanos = time.nanos();
        Step step = attempt(order, turns.known(turn), fetcher);
        List<Fetcher.Sent> sent = fetcher.takeSent();
        switch (step) {
            case Step.Visited(PageVisit visit, boolean asked) -> {
                HostState host = asked ? noteAsked(turn, visit.host(), sent) : visit.host();
                observer.visited(visit, time.nanos() - startNanos);
                send(visit.with(host, visit.sitemaps()), order.received().receipt(), turn);
            }
            case Step.Postponed(HostState host) -> {
                var _ = noteAsked(turn, host, sent);
                turns.postpone(turn, order);
            }
            // Not completed, so it will be received again, here or by the partition's next owner.
            case Step.Aborted _ -> {
                boolean _ = turns.aborted(turn);
            }
        }
    }

    /** The host had a request, or several; others may have had some for its robots.txt, wherever that is. */
    private HostState noteAsked(Turn turn, HostState host, List<Fetcher.Sent> sent) {
        Duration response = Duration.ZERO;
        String ip = "";
        for (Fetcher.Sent request : sent) {
            if (!request.url().host().equals(turn.host())) {
                turns.askedBesides(request.url(), request.ip());
            } else {
                ip = request.ip();
                response = request.elapsed().compareTo(response) > 0 ? request.elapsed() : response;
            }
        }
        return turns.asked(turn, host, response, ip);
    }

    /** An order that meets an error of ours must end in a visit too, or it would come back for ever. */
    private Step attempt(QueuedOrder queued, HostState known, Fetcher fetcher) {
        FetchOrder order = queued.received().order();
        try {
            return step.crawl(order, known, !queued.postponed(), fetcher);
        } catch (RuntimeException | StackOverflowError e) {
            log(e, order);
            observer.crawlerError();
            String text = "error in the crawler: " + e;
            String detail = text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
            PageVisit visit = PageVisit.failed(order, time.millis(), Outcome.MALFORMED_RESPONSE, detail);
            return new Step.Visited(visit.with(known, List.of()), true);
        }
    }

    /** With its stack once, since the same bug meets many pages. */
    private void log(Throwable error, FetchOrder order) {
        StackTraceElement[] stack = error.getStackTrace();
        String kind = error.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
        if (loggedErrors.size() < MAX_LOGGED_ERRORS && loggedErrors.add(kind)) {
            LOG.error("error in the crawler with {}", order.url(), error);
        } else {
            LOG.error("error in the crawler with {} again: {}", order.url(), kind);
        }
    }

    private void send(PageVisit visit, OrderReceipt receipt, Turn turn) {
        try {
            sink.send(visit, problem -> {
                if (problem == null) {
                    source.completed(receipt);
                    turns.completed();
                    observer.completed();
                } else {
                    fail(problem);
                }
            });
        } catch (RuntimeException e) {
            if (!turns.aborted(turn)) {
                fail(e);
            }
        }
    }

    /** Its order is not completed, so nothing is lost; but a worker that cannot send must not go on fetching. */
    private void fail(Throwable cause) {
        boolean interrupted = aborting && Thread.currentThread().isInterrupted();
        if (!interrupted && failure.compareAndSet(null, cause)) {
            turns.stop();
        }
    }
}
