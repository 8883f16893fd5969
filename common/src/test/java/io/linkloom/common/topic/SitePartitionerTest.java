package io.linkloom.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SitePartitionerTest {
    @Test
    void isKafkasDefaultForTheSitesName() {
        var eight = new SitePartitioner(8);
        assertThat(eight.partitionOf("example.com"))
                .isEqualTo(org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                        "example.com".getBytes(java.nio.charset.StandardCharsets.UTF_8), 8));
    }

    @Test
    void spreadsSitesOverAllPartitions() {
        var partitioner = new SitePartitioner(16);
        int[] sites = new int[16];
        for (int i = 0; i < 16_000; i++) {
            sites[partitioner.partitionOf("site-" + i + ".test")]++;
        }
        assertThat(Arrays.stream(sites)).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void needsAPartition() {
        assertThatThrownBy(() -> new SitePartitioner(0)).hasMessage("at least 1 partition is needed, not 0");
    }
}
