package io.linkloom.builder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuilderSettingsTest {
    @Test
    void defaultsAreThese() {
        Map<String, String> defaults = new TreeMap<>();
        Config.defaults(BuilderSettings.ALL).entries().forEach(entry -> defaults.put(entry.key(), entry.value()));
        assertThat(defaults)
                .isEqualTo(Map.of(
                        "builder.group", "linkloom-builder",
                        "builder.instance", "",
                        "schedule.outstanding-per-partition", "1000",
                        "schedule.host-delay", "1s",
                        "schedule.lease", "10m",
                        "url.rules", "",
                        "store.block-cache", "256MiB",
                        "store.write-buffers", "256MiB",
                        "store.flush-interval", "5m"));
    }

    @Test
    void everySettingSaysWhatItDoes() {
        for (Setting<?> setting : BuilderSettings.ALL) {
            assertThat(setting.doc()).as(setting.key()).hasSizeGreaterThan(20);
        }
    }
}
