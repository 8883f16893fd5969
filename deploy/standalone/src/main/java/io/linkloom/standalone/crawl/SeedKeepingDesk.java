package io.linkloom.standalone.crawl;

import io.linkloom.common.control.ControlDesk;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.url.WebUrl;
import java.nio.file.Path;
import java.util.Collection;

/** Notes seeds where a crawl in one directory keeps its own, so that later runs know them. */
final class SeedKeepingDesk implements ControlDesk {

    private final ControlDesk desk;
    private final Path crawlFile;

    SeedKeepingDesk(ControlDesk desk, Path crawlFile) {
        this.desk = desk;
        this.crawlFile = crawlFile;
    }

    @Override
    public Controls now() {
        return desk.now();
    }

    @Override
    public void say(Collection<? extends Control> said, Collection<String> takenBack) {
        desk.say(said, takenBack);
    }

    /** Noted when they are safe: noted before, they would never be sent if this came to nothing. */
    @Override
    public synchronized void seed(Collection<WebUrl> seeds, long atMillis) {
        desk.seed(seeds, atMillis);
        CrawlSpec.read(crawlFile).merge(null, null, null, seeds).write(crawlFile);
    }
}
