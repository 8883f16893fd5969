package io.linkloom.standalone.demo;

import io.linkloom.common.runtime.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A round of {@code linkloom crawl}, broker and all: killed, also while it starts, and started again. For one thread. */
final class CrawlRound implements Round {
    private static final String UP = "crawling; the API is at";
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final int SELDOM = 6;

    private final KilledPlaces places;
    private final Kills kills;
    private final Time time;
    private int starts;

    CrawlRound(KilledPlaces places, Kills kills, Time time) {
        this.places = places;
        this.kills = kills;
        this.time = time;
    }

    int starts() {
        return starts;
    }

    @Override
    public void run(Wanted wanted) throws IOException, InterruptedException {
        int killsHere = kills.isVictim(Victim.CRAWL) ? wanted.kills() : 0;
        while (true) {
            starts++;
            try (LinkloomProcess process = LinkloomProcess.start(arguments(wanted), places.output("crawl"), time)) {
                if (killsHere > 0 && kills.areLeft() && isKilled(process)) {
                    kills.killed(Victim.CRAWL);
                    killsHere--;
                    continue;
                }
                awaitEnd(process);
                return;
            }
        }
    }

    private List<String> arguments(Wanted wanted) {
        List<String> arguments =
                new ArrayList<>(List.of("crawl", "--data", places.data().toString()));
        arguments.addAll(List.of("--scope", "any"));
        arguments.addAll(List.of("--hosts", places.hosts().toString(), "--allow-address", "127.0.0.0/8"));
        places.workerSettings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
        places.builderSettings(wanted.begin(), kills).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(wanted.seeds());
        return arguments;
    }

    /** Kills it some time after it is up, seldom before; false if it ended by itself first. */
    private boolean isKilled(LinkloomProcess process) throws IOException, InterruptedException {
        boolean early = kills.chance(SELDOM);
        Duration life = kills.life();
        if (!early && !process.awaitWords(UP, LONGEST_RUN)) {
            return false;
        }
        if (process.endsWithin(life)) {
            return false;
        }
        process.kill();
        return true;
    }

    private static void awaitEnd(LinkloomProcess process) throws IOException, InterruptedException {
        if (!process.endsWithin(LONGEST_RUN)) {
            throw new IOException("a crawl does not end: " + process.said());
        }
        if (process.exitCode() != 0) {
            throw new IOException("a crawl ended with " + process.exitCode() + ": " + process.said());
        }
    }
}
