package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.runtime.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ResolverTest {
    private static final HostsFile HOSTS = HostsFile.parse(List.of("10.1.1.1 localhost", "10.2.2.2 *.2"), "hosts");
    private static final DnsTtl TTL = new DnsTtl(Duration.ofMinutes(10), Duration.ofMinutes(5));
    private static final Resolution FOUND = new Resolution.Found(List.of(InetAddress.ofLiteral("192.0.2.1")));

    private final TurnedClock clock = new TurnedClock();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Resolution answer = FOUND;
    private final Resolver resolver = new Resolver(
            HOSTS,
            name -> {
                asked.add(name);
                return answer;
            },
            TTL,
            Duration.ofSeconds(5),
            clock);

    @AfterEach
    void close() {
        resolver.close();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "[2001:db8::1], 2001:db8::1", "[::ffff:1.2.3.4], 1.2.3.4"})
    void addressNeedsNoName(String hostName, String address) {
        assertThat(resolver.resolve(hostName)).isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral(address))));
        assertThat(asked).isEmpty();
    }

    @Test
    void hostsFileOverridesDns() {
        assertThat(resolver.resolve("localhost"))
                .isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral("10.1.1.1"))));
        assertThat(asked).isEmpty();
    }

    @Test
    void hostsFileCannotGiveAnAddressAnother() {
        assertThat(resolver.resolve("1.1.1.2"))
                .isEqualTo(new Resolution.Found(List.of(InetAddress.ofLiteral("1.1.1.2"))));
    }

    @Test
    void unknownNameIsToldAlsoWhenAskedAgain() {
        answer = new Resolution.Unknown("none");
        for (int i = 0; i < 2; i++) {
            assertThat(resolver.resolve("no-such-host.invalid")).isInstanceOf(Resolution.Unknown.class);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void systemGivesNoAddressToANameThatCannotBe() {
        try (Resolver system =
                new Resolver(HostsFile.EMPTY, new SystemNames(), TTL, Duration.ofSeconds(15), Time.system())) {
            assertThat(system.resolve("no-such-host.invalid")).isNotInstanceOf(Resolution.Found.class);
        }
    }

    /** An answer is given out before its age is noted; what a test changes in between would meet an answer without age. */
    private void awaitNoted() {
        while (resolver.questionsUnderWay() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void answersAreAskedForAgainWhenTheirTimeIsOverAndNotBefore() {
        resolver.resolve("a.example");
        awaitNoted();
        clock.pass(TTL.found().minusSeconds(1));
        resolver.resolve("a.example");
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofSeconds(2));
        resolver.resolve("a.example");
        assertThat(asked).hasSize(2);
    }

    @Test
    void namesThatDoNotExistAreAskedForAgainAfterATimeOfTheirOwn() {
        answer = new Resolution.Unknown("none");
        resolver.resolve("a.example");
        awaitNoted();
        clock.pass(TTL.unknown().minusSeconds(1));
        resolver.resolve("a.example");
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofSeconds(2));
        answer = FOUND;
        assertThat(resolver.resolve("a.example")).isEqualTo(FOUND);
    }

    @Test
    void noAnswerIsNotKept() {
        answer = new Resolution.Failed("server failure");
        assertThat(resolver.resolve("a.example")).isEqualTo(answer);
        awaitNoted();
        answer = FOUND;
        assertThat(resolver.resolve("a.example")).as("without time passing").isEqualTo(FOUND);
    }

    @Test
    void manyWhoAskForOneNameAskOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> questions = new CopyOnWriteArrayList<>();
        NameService slow = name -> {
            questions.add(name);
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return FOUND;
        };
        try (Resolver shared = new Resolver(HOSTS, slow, TTL, Duration.ofSeconds(15), clock)) {
            List<Resolution> answers = new CopyOnWriteArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                threads.add(Thread.ofVirtual().start(() -> answers.add(shared.resolve("a.example"))));
            }
            while (questions.isEmpty()) {
                Thread.sleep(1);
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answers).hasSize(20).containsOnly(FOUND);
            assertThat(questions).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example: Name or service not known",
                "a.example: No address associated with hostname",
                "a.example: Name does not resolve",
                "a.example: nodename nor servname provided, or not known",
                "No such host is known (a.example)",
            })
    void systemsWordsForANameThatDoesNotExistAreUnderstood(String message) {
        assertThat(SystemNames.whyNot("a.example", message))
                .isEqualTo(new Resolution.Unknown("DNS has no address for a.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.example: Temporary failure in name resolution, ': Temporary failure in name resolution'",
        "a.example: Non-recoverable failure in name resolution, ': Non-recoverable failure in name resolution'",
        "a.example: System error, ': System error'",
        "a.example, ''",
    })
    void otherWordsMeanThatNobodyKnows(String message, String reason) {
        assertThat(SystemNames.whyNot("a.example", message))
                .isEqualTo(new Resolution.Failed("DNS gives no answer for a.example" + reason));
    }
}
