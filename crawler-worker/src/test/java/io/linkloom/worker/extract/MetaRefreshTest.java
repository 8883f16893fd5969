package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaRefreshTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            0;url=/x              | /x
            5                     | ^^
            5;                    | ^^
            ^ 0 ; URL = "/x" y^   | /x
            0;url='/x'            | /x
            0;url="/x             | /x
            0,/x                  | /x
            0 /x                  | /x
            0;'/x'                | /x
            .5;url=/x             | /x
            0.5.7; url=/x         | /x
            0;urx                 | urx
            0;url /x              | url /x
            ;url=/x               | ^^
            x;url=/x              | ^^
            0x;url=/x             | ^^
            ^^                    | ^^
            """)
    void contentIsReadAsBrowsersDo(String content, String reference) {
        assertThat(MetaRefresh.reference(content)).isEqualTo(reference);
    }
}
