package io.linkloom.builder.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.url.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void comesBackFromAWordThatFitsIntoAUrl() {
        byte[] key = new InlinkKey(
                        PageKey.of(WebUrl.parse("https://a.test/?q=1")), PageKey.of(WebUrl.parse("http://[::1]:8/~")))
                .toBytes();
        for (boolean internal : new boolean[] {true, false}) {
            Position position = new Position(internal, key);
            assertThat(position.text()).matches("[A-Za-z0-9_-]+");
            assertThat(Position.parse(position.text())).isEqualTo(position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AbC", "!", "AQ", "AWE", "A2NvbSxhKXMvAGNvbSxiKXMv", "AWNvbSxhKXMvAGNvbSxiKXMvAA"})
    void anythingElseIsRefusedWithASentence(String word) {
        assertThatThrownBy(() -> Position.parse(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + word + "\" is no cursor; it takes what an earlier answer gave as its cursor");
    }
}
