package io.linkloom.common.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.DeadRecord;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import io.linkloom.common.wire.proto.LinkChanges;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {
    private static final WebUrl PAGE = WebUrl.parse("https://www.example.com/a/b?c=d");
    private static final WebUrl TARGET = WebUrl.parse("http://other.example:8080/");
    private static final Digest DIGEST = Digest.of("body".getBytes(StandardCharsets.UTF_8), 4);
    private static final Link LINK = new Link(
            TARGET,
            LinkKind.AREA,
            RelToken.NOFOLLOW.bit() | RelToken.ME.bit(),
            "Bücher & mehr",
            Place.NAV,
            17,
            "before",
            "after",
            "de-at",
            3);

    private static final HostState HOST = new HostState(
            RobotsState.SERVER_FAILED,
            1_700_000_000_003L,
            1_600_000_000_000L,
            Duration.ofSeconds(90),
            3,
            1_700_000_000_004L);

    @Test
    void ordersComeBackAsTheyWere() throws Exception {
        var codec = new FetchOrderCodec();
        var first = FetchOrder.first(PAGE, 0, 0, 1_700_000_000_000L);
        var again = new FetchOrder(
                PAGE,
                4,
                2,
                3,
                1_700_000_000_001L,
                new Validators("\"tag\"", "Sun, 06 Nov 1994 08:49:37 GMT", DIGEST),
                HOST,
                Origin.SITEMAP_FILE,
                TARGET,
                1_700_000_000_002L);
        assertThat(codec.decode(codec.encode(first))).isEqualTo(first);
        assertThat(codec.decode(codec.encode(again))).isEqualTo(again);
    }

    @Test
    void visitsComeBackAsTheyWere() throws Exception {
        var codec = new PageVisitCodec();
        var facts = new PageFacts(
                "text/html; charset=utf-8",
                12_345,
                true,
                "de",
                "Titel",
                TARGET,
                PageRobots.NOFOLLOW | PageRobots.NOARCHIVE,
                DIGEST,
                "W/\"x\"",
                "yesterday",
                7,
                0xFEDC_BA98_7654_3210L);
        var links = List.of(LINK, Link.of(PAGE, LinkKind.A, 0, ""));
        var visit = new PageVisit(
                FetchOrder.first(PAGE, 3, 1, 5),
                1_700_000_000_002L,
                Outcome.FETCHED,
                "fine",
                200,
                "192.0.2.7",
                null,
                facts,
                LinksDigest.of(links),
                false,
                links,
                HOST,
                List.of(PAGE, TARGET));
        assertThat(codec.decode(codec.encode(visit))).isEqualTo(visit);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void everyOutcomeTravels(Outcome outcome) throws Exception {
        var codec = new PageVisitCodec();
        var visit = PageVisit.failed(FetchOrder.first(PAGE, 0, 0, 5), 6, outcome, "why");
        assertThat(codec.decode(codec.encode(visit))).isEqualTo(visit);
    }

    @ParameterizedTest
    @EnumSource(LinkKind.class)
    void everyKindOfLinkTravelsUnderTheSchemasName(LinkKind kind) throws Exception {
        assertThat(io.linkloom.common.wire.proto.LinkKind.forNumber(kind.code()))
                .hasToString("LINK_KIND_" + kind.name());
        var link = Link.of(TARGET, kind, 0, "x");
        assertThat(LinkCodec.fromProto(LinkCodec.toProto(link))).isEqualTo(link);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void outcomesHaveTheSchemasNumbers(Outcome outcome) {
        assertThat(io.linkloom.common.wire.proto.Outcome.forNumber(outcome.code()))
                .hasToString("OUTCOME_" + outcome.name());
    }

    @ParameterizedTest
    @EnumSource(RobotsState.class)
    void robotsStatesHaveTheSchemasNumbers(RobotsState state) {
        assertThat(io.linkloom.common.wire.proto.RobotsState.forNumber(state.code()))
                .hasToString("ROBOTS_STATE_" + state.name());
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void placesHaveTheSchemasNumbers(Place place) {
        assertThat(io.linkloom.common.wire.proto.Place.forNumber(place.code())).hasToString("PLACE_" + place.name());
    }

    @ParameterizedTest
    @EnumSource(LostReason.class)
    void lostReasonsHaveTheSchemasNumbers(LostReason reason) {
        assertThat(io.linkloom.common.wire.proto.LostReason.forNumber(reason.code()))
                .hasToString("LOST_REASON_" + reason.name());
    }

    @ParameterizedTest
    @EnumSource(Origin.class)
    void originsHaveTheSchemasNumbers(Origin origin) {
        assertThat(io.linkloom.common.wire.proto.Origin.forNumber(origin.code()))
                .hasToString("ORIGIN_" + origin.name());
    }

    @Test
    void linkChangesComeBackAsTheyWere() throws Exception {
        var codec = new LinksRecordCodec();
        var changes = new LinksRecord.LinkChanges(
                PAGE,
                new Stamp("topic-id", 5, 123_456_789_012L, 2),
                99,
                4,
                1,
                PageRobots.NOFOLLOW,
                true,
                "application/rss+xml",
                List.of(
                        new LinkChange.Added(LINK, 98),
                        new LinkChange.Changed(LINK.withCount(1), 97, RelToken.UGC.bit() | RelToken.PAGE_NOFOLLOW),
                        new LinkChange.Restored(LINK, 95),
                        new LinkChange.Moved(LINK, 94, WebUrl.parse("https://example.com/a/b"), false),
                        new LinkChange.Moved(LINK, 93, PAGE, true),
                        new LinkChange.Lost(LINK, 96, LostReason.PAGE_GONE)));
        assertThat(codec.decode(codec.encode(changes))).isEqualTo(changes);
    }

    @Test
    void discoveriesComeBackAsTheyWere() throws Exception {
        var codec = new LinksRecordCodec();
        var seeds = new LinksRecord.Discoveries(Origin.SEED, 77, List.of(PAGE, TARGET));
        assertThat(codec.decode(codec.encode(seeds))).isEqualTo(seeds);
        var ofASitemap = new LinksRecord.Discoveries(Origin.SITEMAP, 77, PAGE, List.of(TARGET));
        assertThat(codec.decode(codec.encode(ofASitemap))).isEqualTo(ofASitemap);
        var ofAPage = new LinksRecord.Discoveries(Origin.LINK, 77, PAGE, List.of(TARGET), 3);
        assertThat(codec.decode(codec.encode(ofAPage))).isEqualTo(ofAPage);
    }

    @Test
    void hintsComeBackAsTheyWereUpToTheSecond() throws Exception {
        Map<WebUrl, PageHint> hints = Map.of(PAGE, new PageHint(1_700_000_000_000L, 100), TARGET, new PageHint(0, 0));
        var codec = new LinksRecordCodec();
        var found =
                new LinksRecord.Discoveries(Origin.SITEMAP, 77, PAGE, List.of(LINK.target(), TARGET, PAGE), 0, hints);
        assertThat(codec.decode(codec.encode(found))).isEqualTo(found);

        var visits = new PageVisitCodec();
        List<Link> links = List.of(Link.of(TARGET, LinkKind.SITEMAP, 0, ""), Link.of(PAGE, LinkKind.SITEMAP, 0, ""));
        PageVisit visit = PageVisit.failed(FetchOrder.first(PAGE, 0, 0, 0), 5, Outcome.FETCHED, "")
                .withLinks(links)
                .withHints(hints);
        assertThat(visits.decode(visits.encode(visit)).hints()).isEqualTo(hints);
        assertThat(visits.encode(visit))
                .as("compact")
                .hasSizeLessThan(visits.encode(visit.withHints(Map.of())).length + 20);
    }

    /** Whoever writes to the topic may write anything. */
    @Test
    void hintsThatMakeNoSenseAreNotSaid() throws Exception {
        var proto = io.linkloom.common.wire.proto.LinksRecord.newBuilder()
                .setFormat(1)
                .setDiscoveries(io.linkloom.common.wire.proto.Discoveries.newBuilder()
                        .setOriginValue(Origin.SITEMAP.code())
                        .addUrls(PAGE.text())
                        .addUrls(TARGET.text())
                        .addListedModified(-5)
                        .addListedModified(Long.MAX_VALUE)
                        .addListedModified(9)
                        .addListedPriority(Integer.MIN_VALUE)
                        .addListedPriority(Integer.MAX_VALUE)
                        .addListedPriority(7));
        var read = new LinksRecordCodec().decode(proto.build().toByteArray());
        assertThat(((LinksRecord.Discoveries) read).hints()).isEmpty();
    }

    @Test
    void deadRecordsKeepTheBytes() throws Exception {
        var codec = new DeadRecordCodec();
        var dead = new DeadRecord("visits", 3, 42, "format 9", 1000, new byte[] {1, 0, -1});
        assertThat(codec.decode(codec.encode(dead))).usingRecursiveComparison().isEqualTo(dead);
    }

    @Test
    void aHigherFormatIsRefusedAndNotGuessed() {
        byte[] future = io.linkloom.common.wire.proto.FetchOrder.newBuilder()
                .setFormat(2)
                .setUrl(PAGE.text())
                .build()
                .toByteArray();
        assertThatThrownBy(() -> new FetchOrderCodec().decode(future))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("format 2 is not one that this version reads (1 to 1)");
    }

    @Test
    void badContentIsRefusedWithAReason() {
        assertThatThrownBy(() -> new PageVisitCodec().decode(new byte[] {(byte) 0xff, 1, 2}))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageStartingWith("not a Protobuf message");
        byte[] noUrl = io.linkloom.common.wire.proto.PageVisit.newBuilder()
                .setFormat(1)
                .setUrl("mailto:me@example.com")
                .build()
                .toByteArray();
        assertThatThrownBy(() -> new PageVisitCodec().decode(noUrl))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageStartingWith("bad URL mailto:me@example.com");
        byte[] noOutcome = io.linkloom.common.wire.proto.PageVisit.newBuilder()
                .setFormat(1)
                .setUrl(PAGE.text())
                .setOutcomeValue(99)
                .build()
                .toByteArray();
        assertThatThrownBy(() -> new PageVisitCodec().decode(noOutcome))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("unknown outcome 99");
        byte[] empty = io.linkloom.common.wire.proto.LinksRecord.newBuilder()
                .setFormat(1)
                .build()
                .toByteArray();
        assertThatThrownBy(() -> new LinksRecordCodec().decode(empty)).isInstanceOf(UnreadableRecordException.class);
        byte[] noChange = io.linkloom.common.wire.proto.LinksRecord.newBuilder()
                .setFormat(1)
                .setChanges(LinkChanges.newBuilder()
                        .setSource(PAGE.text())
                        .addChanges(io.linkloom.common.wire.proto.LinkChange.newBuilder()
                                .setLink(LinkCodec.toProto(LINK))))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> new LinksRecordCodec().decode(noChange))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("unknown change 0");
    }
}
