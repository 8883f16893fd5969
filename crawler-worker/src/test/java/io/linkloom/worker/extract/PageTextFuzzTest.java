package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkloom.worker.fuzz.Mutants;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any bytes are text in some encoding. */
class PageTextFuzzTest {

    /** An input is a Content-Type, a newline and a page. */
    @FuzzTest
    void decodes(byte[] input) {
        int newline = 0;
        while (newline < input.length && input[newline] != '\n') {
            newline++;
        }
        String contentType = new String(input, 0, newline, StandardCharsets.ISO_8859_1);
        byte[] page = Arrays.copyOfRange(input, Math.min(input.length, newline + 1), input.length);

        String text = PageText.decode(page, page.length, contentType);
        PageText.Utf8Bytes utf8 = PageText.utf8(page, page.length, contentType);

        assertThat(text.length()).isLessThanOrEqualTo(2 * page.length);
        assertThat(new String(utf8.bytes(), utf8.from(), utf8.to() - utf8.from(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void damagedSeedsAreTextToo() {
        Mutants.of(
                        PageTextFuzzTest.class,
                        "decodes",
                        "<meta charset= <meta http-equiv=content-type content= utf-8 utf-16 shift_jis gb18030 big5 "
                                + "euc-jp iso-2022-jp <!-- --> <?xml encoding=' ?> ' \" > = \u00ef\u00bb\u00bf \u00ff\u00fe \u00fe\u00ff \u001b$B \u001b(B \0 \u0081 \u00ff")
                .tryOn(10_000, this::decodes);
    }
}
