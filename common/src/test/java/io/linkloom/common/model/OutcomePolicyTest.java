package io.linkloom.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomePolicyTest {

    @Test
    void everyOutcomeHasItsRow() {
        assertThat(Arrays.stream(Outcome.values()).map(OutcomePolicyTest::row))
                .containsExactly(
                        "fetched: settled, links SHOWN, lost as LINK_REMOVED",
                        "not_modified: settled, links STAY, lost as null",
                        "redirected: settled, links SHOWN, lost as PAGE_REDIRECTED",
                        "gone: settled, links LOST, lost as PAGE_GONE",
                        "client_error: settled, links UNCONFIRMED, lost as PAGE_ERROR",
                        "server_error: again after PT10M PT40M PT2H40M, links UNCONFIRMED, lost as PAGE_ERROR",
                        "robots_disallowed: settled, links UNCONFIRMED, lost as ROBOTS_DISALLOWED",
                        "address_refused: settled, links UNCONFIRMED, lost as PAGE_ERROR",
                        "dns_failure: again after PT1H PT4H PT16H, host fails, links UNCONFIRMED, lost as PAGE_ERROR",
                        "connect_failure: again after PT1H PT4H PT16H, host fails, links UNCONFIRMED, lost as PAGE_ERROR",
                        "tls_failure: again after PT24H, host fails, links UNCONFIRMED, lost as PAGE_ERROR",
                        "timeout: again after PT10M PT40M PT2H40M, host fails, links UNCONFIRMED, lost as PAGE_ERROR",
                        "too_large: settled, links UNCONFIRMED, lost as PAGE_ERROR",
                        "wrong_type: settled, links UNCONFIRMED, lost as LINK_REMOVED",
                        "malformed_response: again after PT1H, links UNCONFIRMED, lost as PAGE_ERROR",
                        "redirect_loop: settled, links LOST, lost as PAGE_REDIRECTED",
                        "robots_unreachable: again after PT1H PT4H PT16H PT64H PT168H PT168H PT168H PT168H, host fails,"
                                + " links UNCONFIRMED, lost as PAGE_ERROR");
    }

    private static String row(Outcome outcome) {
        OutcomePolicy policy = OutcomePolicy.of(outcome, 0);
        String waits = IntStream.rangeClosed(1, policy.retries())
                .mapToObj(policy::waitAfter)
                .map(Duration::toString)
                .collect(Collectors.joining(" "));
        return outcome.label() + ": " + (waits.isEmpty() ? "settled" : "again after " + waits)
                + (policy.hostFails() ? ", host fails" : "") + ", links " + policy.links() + ", lost as "
                + policy.lostAs();
    }

    @Test
    void clientErrorThatSaysNotNowIsRetriedLikeAServerError() {
        OutcomePolicy serverError = OutcomePolicy.of(Outcome.SERVER_ERROR, 503);
        for (int status : new int[] {408, 425, 429}) {
            assertThat(OutcomePolicy.of(Outcome.CLIENT_ERROR, status)).isEqualTo(serverError);
        }
        for (int status : new int[] {400, 401, 403, 407, 418, 428, 430, 451}) {
            assertThat(OutcomePolicy.of(Outcome.CLIENT_ERROR, status).retries()).isZero();
        }
    }

    @Test
    void onlyShownLinksMakeTheOthersLost() {
        for (Outcome outcome : Outcome.values()) {
            boolean shown = OutcomePolicy.of(outcome, 0).links() == OutcomePolicy.Links.SHOWN;
            assertThat(outcome.showsLinks()).as(outcome.label()).isEqualTo(shown);
        }
    }

    @Test
    void retriesReachBeyondTheThirtyDaysOfARobotsFileThatFails() {
        OutcomePolicy policy = OutcomePolicy.of(Outcome.ROBOTS_UNREACHABLE, 0);
        Duration all = IntStream.rangeClosed(1, policy.retries())
                .mapToObj(policy::waitAfter)
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isGreaterThan(Duration.ofDays(30));
    }

    @Test
    void pageIsSettledWhenItsRetriesAreUsedUp() {
        OutcomePolicy policy = OutcomePolicy.of(Outcome.TIMEOUT, 0);
        assertThat(policy.settles(3)).isFalse();
        assertThat(policy.settles(4)).isTrue();
        assertThatThrownBy(() -> policy.waitAfter(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.waitAfter(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(OutcomePolicy.of(Outcome.FETCHED, 200).settles(1)).isTrue();
    }

    @Test
    void codesAreThoseOfTheWireAndGiveTheOutcomeBack() {
        int code = 0;
        for (Outcome outcome : Outcome.values()) {
            code++;
            assertThat(outcome.code()).isEqualTo(code);
            assertThat(Outcome.ofCode(code)).isEqualTo(outcome);
        }
        assertThat(Outcome.ofCode(0)).isNull();
        assertThat(Outcome.ofCode(Outcome.values().length + 1)).isNull();
    }
}
