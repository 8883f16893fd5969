package io.linkloom.standalone.process;

import io.linkloom.builder.app.BuilderSettings;
import io.linkloom.common.config.KafkaSettings;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.app.WorkerSettings;

/** All settings of a crawl in one process. */
public final class OneProcessSettings {

    /** Where the HTTP API listens. */
    public static final Setting<Integer> HTTP_PORT = Setting.ofInt(
            "http.port", 0, 0, 65_535, "Port of the HTTP API on this machine's loopback address; 0 takes a free one.");

    /** All of them. */
    public static final Settings ALL = Settings.of(HTTP_PORT)
            .plus(WorkerSettings.ALL)
            .plus(BuilderSettings.ALL)
            .plus(KafkaSettings.ONE_PROCESS.settings());

    private OneProcessSettings() {}
}
