package io.linkloom.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CompletedOffsetsTest {
    @Test
    void thePositionIsTheFirstOffsetNotDone() {
        var offsets = CompletedOffsets.resume(10, "");
        for (long offset = 10; offset < 15; offset++) {
            assertThat(offsets.received(offset)).isTrue();
        }
        offsets.completed(11);
        offsets.completed(12);
        assertThat(offsets.position()).isEqualTo(10);
        assertThat(offsets.pending()).isEqualTo(3);
        offsets.completed(10);
        assertThat(offsets.position()).isEqualTo(13);
        assertThat(offsets.metadata()).isEmpty();
    }

    @Test
    void offsetsWithoutARecordAreStridenOver() {
        var offsets = CompletedOffsets.resume(0, "");
        offsets.received(3);
        offsets.received(9);
        offsets.completed(3);
        assertThat(offsets.position()).isEqualTo(9);
    }

    @Test
    void metadataOfAnotherVersionCountsAsNothing() {
        var offsets = CompletedOffsets.resume(5, "2:AAAA");
        assertThat(offsets.received(5)).isTrue();
        assertThat(CompletedOffsets.resume(5, "1:not base64!").received(5)).isTrue();
    }

    @Test
    void metadataNeverExceedsWhatABrokerTakes() {
        var offsets = CompletedOffsets.resume(0, "");
        for (long offset = 0; offset < 100_000; offset++) {
            offsets.received(offset);
            if (offset % 2 == 1) {
                offsets.completed(offset);
            }
        }
        assertThat(offsets.metadata().length()).isLessThanOrEqualTo(CompletedOffsets.MAX_METADATA);
        var resumed = CompletedOffsets.resume(offsets.position(), offsets.metadata());
        assertThat(resumed.received(0)).isTrue();
        assertThat(resumed.received(1)).isFalse();
    }

    /** Any order of completion, with commits and hand-overs between: what is done is skipped, what is not comes again. */
    @Property(tries = 300)
    void nothingIsLostAndNothingDoneIsRepeated(@ForAll long seed) {
        var random = new Random(seed);
        var done = new HashSet<Long>();
        long position = 0;
        String metadata = "";
        for (int owner = 0; owner < 4; owner++) {
            var offsets = CompletedOffsets.resume(position, metadata);
            List<Long> inHand = new ArrayList<>();
            long end = position + random.nextInt(60);
            for (long offset = position; offset < end; offset++) {
                boolean wanted = offsets.received(offset);
                assertThat(wanted).as("offset %s", offset).isEqualTo(!done.contains(offset));
                if (wanted) {
                    inHand.add(offset);
                }
            }
            finishSome(random, inHand, offsets, done);
            position = offsets.position();
            metadata = offsets.metadata();
            assertThat(done).doesNotContain(position);
            for (long before = 0; before < position; before++) {
                assertThat(done).contains(before);
            }
        }
    }

    private static void finishSome(Random random, List<Long> inHand, CompletedOffsets offsets, Set<Long> done) {
        while (!inHand.isEmpty() && random.nextInt(10) > 0) {
            long finished = inHand.remove(random.nextInt(inHand.size()));
            offsets.completed(finished);
            done.add(finished);
        }
    }
}
