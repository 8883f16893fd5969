package io.linkloom.common.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.url.WebUrl;
import io.linkloom.common.wire.proto.PageRangeKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {
    private static final WebUrl URL = WebUrl.parse("https://www.example.com/a?b=c");
    private static final PageRange HOST = PageRange.host("www.example.com:8080");
    private static final PageRange PREFIX = new PageRange(PageRange.Kind.PREFIX, URL.text());

    private final ControlCodec codec = new ControlCodec();

    static Stream<Control> controls() {
        return Stream.of(
                new Control.Paused(17),
                new Control.Blocked(HOST, 17),
                new Control.Delayed(PageRange.site("example.com"), Duration.ofMillis(1500), 17),
                new Control.TakenIn(URL, 17),
                new Control.Seeded("id", URL, 1000, 17),
                new Control.Recrawled("id", PageRange.url(URL), 17),
                new Control.Dropped("id", PREFIX, 17),
                new Control.Restored("id", PREFIX, 17));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void whatWasSaidComesBackAsItWas(Control control) throws Exception {
        assertThat(codec.decode(codec.encode(control))).isEqualTo(control);
    }

    @Test
    void recordThatSaysNothingOrNonsenseIsRefusedWithTheReason() {
        var nothing = io.linkloom.common.wire.proto.Control.newBuilder().setFormat(1);
        assertThatThrownBy(() -> codec.decode(nothing.build().toByteArray()))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("it says nothing that this version knows");
        var range = io.linkloom.common.wire.proto.PageRange.newBuilder().setKind(PageRangeKind.PAGE_RANGE_KIND_PREFIX);
        assertThatThrownBy(() -> codec.decode(nothing.clone()
                        .setBlocked(range.setText(URL.text()))
                        .build()
                        .toByteArray()))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("is neither a host nor a site");
        assertThatThrownBy(() -> codec.decode(nothing.clone()
                        .setDropped(range.setText("no url"))
                        .build()
                        .toByteArray()))
                .isInstanceOf(UnreadableRecordException.class);
        var newer = nothing.clone().setFormat(99);
        assertThatThrownBy(() -> codec.decode(newer.build().toByteArray())).hasMessageContaining("format 99");
    }
}
