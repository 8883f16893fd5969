package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaPrescanTest {
    private static String find(String html) {
        byte[] bytes = html.getBytes(StandardCharsets.ISO_8859_1);
        Charset charset = MetaPrescan.find(bytes, 0, bytes.length);
        return charset == null ? "none" : charset.name();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta charset=koi8-r>",
                "<META\nCharSet = \"KOI8-R\"\n/>",
                "<meta/charset='koi8-r'/>",
                "<meta x=1 y charset=koi8-r charset=utf-8>",
                "<meta http-equiv=content-type content='text/html; charset=koi8-r'>",
                "<meta content='text/html; charset = \"koi8-r\" ; x' http-equiv=Content-Type>",
                "<meta content='charset charset=koi8-r' http-equiv='content-type'>",
                "<meta content='text/html; charset=utf-8' charset=koi8-r>",
                "<!doctype html><html lang=x><head title='a>b'><meta charset=koi8-r>",
                "<!--><meta charset=koi8-r>",
                "<!-- <meta charset=utf-8> --><meta charset=koi8-r>",
                "<? <x ?><meta charset=koi8-r>",
                "</ <x><meta charset=koi8-r>",
                "</p <meta charset=utf-8><meta charset=koi8-r>",
                "<p x='<meta charset=utf-8>'><meta charset=koi8-r>",
                "<meta charset=nonsense><meta charset=koi8-r>",
                "<meta content='text/html; charset=utf-8'><meta charset=koi8-r>",
                "<metal charset=utf-8><meta charset=koi8-r>",
                "<<meta charset=koi8-r>",
                "<p <meta charset=utf-8><meta charset=koi8-r>",
            })
    void theMetaThatABrowserTakesIsFound(String html) {
        assertThat(find(html)).isEqualTo("KOI8-R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<meta",
                "<meta charset=koi8-r",
                "<meta charset='koi8-r>",
                "<meta charset>",
                "<meta charset=>",
                "<meta name=charset content=koi8-r>",
                "<meta content='text/html; charset=koi8-r'>",
                "<meta http-equiv=refresh content='0; charset=koi8-r'>",
                "<meta http-equiv=content-type content='text/html; charset=\"koi8-r'>",
                "<!-- <meta charset=koi8-r>",
                "<!-- <meta charset=koi8-r> -- >",
                "<p title='<meta charset=koi8-r>",
                "<metacharset=koi8-r>",
            })
    void whatIsNoDeclarationIsNotTakenForOne(String html) {
        assertThat(find(html)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"utf-16, UTF-8", "utf-16be, UTF-8", "unicode, UTF-8", "x-user-defined, windows-1252"})
    void aDeclarationThatCannotBeTrueMeansWhatTheStandardSays(String label, String charset) {
        assertThat(find("<meta charset=" + label + ">")).isEqualTo(charset);
    }

    @Test
    void nothingBehindTheEndIsRead() {
        byte[] bytes = "<meta charset=koi8-r>".getBytes(StandardCharsets.US_ASCII);
        for (int end = 0; end < bytes.length; end++) {
            assertThat(MetaPrescan.find(bytes, 0, end)).isNull();
        }
        assertThat(MetaPrescan.find(bytes, 0, bytes.length)).isNotNull();
        assertThat(MetaPrescan.find(bytes, 1, bytes.length)).isNull();
    }
}
