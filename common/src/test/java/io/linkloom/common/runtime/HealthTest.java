package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    private final Health health = new Health();

    @Test
    void processWithoutPartsIsUp() {
        assertThat(health.isUp()).isTrue();
        assertThat(health.json()).isEqualTo("{\"status\":\"up\",\"components\":{}}");
    }

    @Test
    void onePartDownTakesTheProcessDownUntilItIsBack() {
        health.up("kafka", "connected");
        health.down("fetch", "no network");
        assertThat(health.isUp()).isFalse();
        assertThat(health.json())
                .isEqualTo("{\"status\":\"down\",\"components\":{"
                        + "\"fetch\":{\"status\":\"down\",\"detail\":\"no network\"},"
                        + "\"kafka\":{\"status\":\"up\",\"detail\":\"connected\"}}}");
        health.up("fetch", "running");
        assertThat(health.isUp()).isTrue();
        health.down("fetch", "no network");
        health.remove("fetch");
        assertThat(health.isUp()).isTrue();
    }

    @Test
    void strangeTextsDoNotBreakTheJson() {
        assertThat(JsonText.quoted("a\"b\\c\nd\u0001\u007F")).isEqualTo("\"a\\\"b\\\\c\\nd\\u0001\\u007f\"");
        assertThat(JsonText.quoted("grün \uD83D\uDE00 \uD83D")).isEqualTo("\"grün \uD83D\uDE00 \\ud83d\"");
    }
}
