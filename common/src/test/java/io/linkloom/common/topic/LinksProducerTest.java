package io.linkloom.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LinksProducerTest {
    private static final String NOBODY = "127.0.0.1:1";

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aProducerThatCannotConnectLeavesNoThreadBehind() {
        var connection = new KafkaConnection(NOBODY, Map.of("max.block.ms", "200"));
        var layout = new TopicLayout(new TopicNames(""), 1, "visits-id", "links-id", "controls-id");
        assertThatThrownBy(() -> {
                    try (LinksProducer _ = new LinksProducer(connection, layout, "left-behind")) {
                        assertThat(layout).as("there is no broker").isNull();
                    }
                })
                .isInstanceOf(TopicException.class)
                .hasMessageContaining(NOBODY);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("left-behind"));
    }
}
