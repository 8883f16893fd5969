package io.linkloom.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlsTest {
    private final Sites sites = new Sites();

    private static Controls controls(Control... all) {
        List<Controls.Said<Control>> said = new ArrayList<>();
        for (Control each : all) {
            said.add(new Controls.Said<>(said.size(), each));
        }
        return Controls.of(said.reversed());
    }

    @Test
    void blockedSiteBlocksItsHostsOnAllPortsAndABlockedHostOnlyItself() {
        Controls controls = controls(
                new Control.Blocked(PageRange.site("example.com"), 1),
                new Control.Blocked(PageRange.host("a.example.org:81"), 2));
        assertThat(controls.blocking("example.com", sites)).isNotNull();
        assertThat(controls.blocking("www.example.com:8080", sites)).isNotNull();
        assertThat(controls.blocking("a.example.org:81", sites)).isNotNull();
        assertThat(controls.blocking("a.example.org", sites)).isNull();
        assertThat(controls.blocking("[::1]:80", sites)).isNull();
        assertThat(controls.blocking("example.com:80", sites))
                .as("https on port 80")
                .isNotNull();
        assertThat(Controls.NONE.blocking("example.com", sites)).isNull();
    }

    @Test
    void delayOfAHostGoesBeforeThatOfItsSite() {
        Controls controls = controls(
                new Control.Delayed(PageRange.host("www.a.test"), Duration.ofSeconds(1), 1),
                new Control.Delayed(PageRange.site("a.test"), Duration.ofSeconds(9), 2));
        assertThat(controls.delaying("www.a.test", sites))
                .extracting(Control.Delayed::delay)
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(controls.delaying("a.test", sites))
                .extracting(Control.Delayed::delay)
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(controls.delaying("b.test", sites)).isNull();
    }

    @Test
    void pageIsDroppedIfItWasOrderedBeforeThatWasSaid() {
        Controls controls = controls(
                new Control.Dropped("1", new PageRange(PageRange.Kind.PREFIX, "http://a.test/x/"), 100),
                new Control.Dropped("2", PageRange.site("b.test"), 100));
        assertThat(controls.isDropped(WebUrl.parse("http://a.test/x/1"), 99, sites))
                .isTrue();
        assertThat(controls.isDropped(WebUrl.parse("http://a.test/x/1"), 100, sites))
                .isFalse();
        assertThat(controls.isDropped(WebUrl.parse("https://a.test/x/1"), 99, sites))
                .isFalse();
        assertThat(controls.isDropped(WebUrl.parse("http://www.b.test/"), 99, sites))
                .isTrue();
    }

    @Test
    void actsAreInTheOrderOfTheTopic() {
        Controls controls = controls(
                new Control.Recrawled("1", PageRange.host("a.test"), 5),
                new Control.Paused(5),
                new Control.Dropped("2", PageRange.host("a.test"), 4));
        assertThat(controls.acts()).extracting(Controls.Said::offset).containsExactly(0L, 2L);
        assertThat(controls.isPaused()).isTrue();
        assertThat(controls.size()).isEqualTo(3);
    }

    @Test
    void rangeOfPagesIsInItsNormalForm() {
        assertThatThrownBy(() -> PageRange.host("EXAMPLE.com")).hasMessageContaining("normal form");
        assertThatThrownBy(() -> PageRange.host("a.test/x")).hasMessageContaining("normal form");
        assertThatThrownBy(() -> PageRange.site("a.test:80")).hasMessageContaining("normal form");
        assertThatThrownBy(() -> new PageRange(PageRange.Kind.URL, "a.test"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PageRange.host("example.com:80").text()).as("of https").isEqualTo("example.com:80");
        assertThat(PageRange.host("[2001:db8::1]:8080").site(sites)).isEqualTo("[2001:db8::1]");
    }
}
