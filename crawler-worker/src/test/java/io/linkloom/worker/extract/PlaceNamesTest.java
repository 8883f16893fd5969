package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNamesTest {
    @ParameterizedTest
    @CsvSource({
        "footer, FOOTER",
        "footer_links, FOOTER",
        "wide site-header, HEADER",
        "siteFooter, FOOTER",
        "MENU, NAV",
        "main-nav, NAV",
        "header-nav, NAV",
        "breadcrumbs, NAV",
        "content, MAIN",
        "main-content, MAIN",
        "blog-post, ARTICLE",
        "sidebar-content, ASIDE",
        "left-sidebar nav, ASIDE",
        "card-header, ",
        "modal-footer, ",
        "postal, ",
        "main-street, ",
        "navigationally-challenged-name, ",
        "größe, ",
        "-, ",
        "'', ",
    })
    void wellKnownNamesSayThePlaceAndOthersDoNot(String name, Place place) {
        assertThat(new PlaceNames().placeOf(name)).isEqualTo(place);
    }
}
