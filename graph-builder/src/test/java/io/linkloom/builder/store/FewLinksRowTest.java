package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewLinksRowTest {
    private static final int DRAWS = 200;
    private static final ReferrerKey PAIR = ReferrerKey.ofSite(CountsKey.ofSite("target.test"), "source.test");

    private final Random random = new Random(3);

    private PageKey page() {
        String host =
                List.of("target.test", "www.target.test", "target.test:8080").get(random.nextInt(3));
        return PageKey.of(
                WebUrl.parse("https://" + host + "/" + "deep/".repeat(random.nextInt(4)) + random.nextInt(90)));
    }

    private FewLinksRow row() {
        List<FewLinksRow.Part> parts = new ArrayList<>();
        for (int i = random.nextInt(FewLinksRow.MOST_PARTS); i >= 0; i--) {
            Tally links = new Tally(random.nextLong(300), random.nextLong(), random.nextLong(9));
            parts.add(new FewLinksRow.Part(page(), random.nextBoolean() ? "source.test" : "www.source.test", links));
        }
        return new FewLinksRow(random.nextLong(1L << 40), random.nextLong(1L << 40), parts);
    }

    @Test
    void rowsComeBackAsTheyWentIn() {
        for (int i = 0; i < DRAWS; i++) {
            FewLinksRow row = row();
            byte[] value = row.encode(PAIR.to());
            assertThat(Referring.decode(PAIR.toBytes(), value)).isEqualTo(row);
            assertThat(Referring.decodeAny(PAIR.toBytes(), value)).isEqualTo(row);
        }
    }

    @Test
    void eitherKindIsToldByItsVersion() {
        var many = new ReferrerRow(new Tally(3, 2, 3), new Tally(1, 1, 1), 5, 6, "www.source.test");
        assertThat(Referring.decode(PAIR.toBytes(), many.encode())).isEqualTo(many);
        assertThatThrownBy(() -> Referring.decode(PAIR.toBytes(), new byte[] {9, 1, 1}))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("format is 9");
    }

    @Test
    void whatIsCutOffOrGoesOnIsRefused() {
        for (int i = 0; i < DRAWS; i++) {
            byte[] value = row().encode(PAIR.to());
            byte[] cut = Arrays.copyOf(value, random.nextInt(value.length));
            assertThatThrownBy(() -> Referring.decode(PAIR.toBytes(), cut)).isInstanceOf(UnreadableRowException.class);
            byte[] longer = Arrays.copyOf(value, value.length + 1);
            assertThatThrownBy(() -> Referring.decode(PAIR.toBytes(), longer))
                    .isInstanceOf(UnreadableRowException.class);
        }
    }

    @Test
    void bytesThatAreNoRowAreRefusedOrReadAndNeverMore() {
        for (int i = 0; i < 50 * DRAWS; i++) {
            byte[] value = row().encode(PAIR.to());
            value[1 + random.nextInt(value.length - 1)] = (byte) random.nextInt();
            try {
                FewLinksRow.decode(PAIR.toBytes(), value);
            } catch (UnreadableRowException e) {
                assertThat(e).hasMessageContaining("referrers");
            }
        }
    }
}
