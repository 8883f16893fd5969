package io.linkloom.worker.app;

import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;

/** What the worker makes of sitemaps: {@code sitemaps.*}. */
public final class SitemapSettings {
    /** {@code sitemaps.follow}. */
    public static final Setting<Boolean> FOLLOW = Setting.ofBoolean(
            "sitemaps.follow",
            true,
            "Whether sitemaps are told of, and so fetched, that robots.txt files, pages and indexes of sitemaps name.");

    /** All of them. */
    public static final Settings ALL = Settings.of(FOLLOW);

    private SitemapSettings() {}
}
