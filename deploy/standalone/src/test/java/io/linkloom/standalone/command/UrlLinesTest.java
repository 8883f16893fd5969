package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRule;
import io.linkloom.common.url.UrlRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlLinesTest {

    private static String answers(String lines) throws IOException {
        return answers(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static String answers(byte[] lines) throws IOException {
        StringWriter out = new StringWriter();
        new UrlLines(new ByteArrayInputStream(lines), new PrintWriter(out), UrlRules.NONE).answerAll();
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            http://Example.COM/%7ea#x               | http://example.com/~a
            ´  http://a.test/ b ´                   | http://a.test/%20b
            https://a.test/x/y<TAB>../z?q           | https://a.test/z?q
            https://a.test/x/y<TAB>                 | https://a.test/x/y
            https://a.test/x/y<TAB>http://b.test    | http://b.test/
            https://a.test/<TAB>b<TAB>c             | https://a.test/bc
            <TAB>http://a.test/                     | http://a.test/
            <TAB>b                                  | ! does not begin with http:// or https://
            about:blank<TAB>http://a.test/          | http://a.test/
            about:blank<TAB>b                       | ! does not begin with http:// or https://
            http://[<TAB>http://a.test/             | ! base: IPv6 address has no closing bracket
            b<TAB>http://a.test/                    | ! base: does not begin with http:// or https://
            http://a.test/x<CR>                     | http://a.test/x
            http://a.test/x<CR>y                    | http://a.test/xy
            http://a.test/<NUL>                     | http://a.test/
            http://a.test/<NUL>x                    | http://a.test/%00x
            mailto:a@b.test                         | ! scheme mailto is not http or https
            ´´                                      | ! empty
            ´   ´                                   | ! empty
            http://bücher.test/ä                    | http://xn--bcher-kva.test/%C3%A4
            """)
    void aLineIsTakenAsItIs(String line, String answer) throws IOException {
        String input = line.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<NUL>", "\0");
        assertThat(answers(input + "\n")).isEqualTo(answer + "\n");
    }

    @Test
    void thereAreAsManyLinesOutAsIn() throws IOException {
        assertThat(answers("")).isEmpty();
        assertThat(answers("\n")).isEqualTo("! empty\n");
        assertThat(answers("\n\nhttp://a.test/\n\n")).isEqualTo("! empty\n! empty\nhttp://a.test/\n! empty\n");
        assertThat(answers("http://a.test/\r\nhttp://b.test/")).isEqualTo("http://a.test/\nhttp://b.test/\n");
        assertThat(answers("http://a.test/\u2028\u0085\f\u000bx\n")).hasLineCount(1);
    }

    @Test
    void bytesThatAreNotUtf8AreReplacementCharacters() throws IOException {
        byte[] line = "http://a.test/?\n".getBytes(StandardCharsets.ISO_8859_1);
        line[14] = (byte) 0xE9;

        assertThat(answers(line)).isEqualTo("http://a.test/%EF%BF%BD\n");
    }

    @Test
    void aLineWithoutEndIsRefusedAndTheNextOneAnswered() throws IOException {
        assertThat(answers("http://a.test/" + "x".repeat(70_000) + "\n" + " ".repeat(3 << 20)
                        + "http://a.test/\nhttp://b.test/"))
                .isEqualTo(
                        "! longer than 65536 characters before normalisation\n! line is longer than 1 MiB\nhttp://b.test/\n");
    }

    @Test
    void whoAsksLineByLineIsAnsweredLineByLine() throws Exception {
        BlockingQueue<String> written = new LinkedBlockingQueue<>();
        StringWriter out = new StringWriter() {
            @Override
            public void flush() {
                written.add(toString());
            }
        };
        PipedOutputStream questions = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(questions);
        Thread answering = Thread.ofVirtual().start(() -> {
            try {
                new UrlLines(in, new PrintWriter(out), UrlRules.NONE).answerAll();
            } catch (IOException e) {
                written.add(e.toString());
            }
        });
        questions.write("http://A.test\n".getBytes(StandardCharsets.US_ASCII));
        questions.flush();

        assertThat(written.poll(30, TimeUnit.SECONDS)).isEqualTo("http://a.test/\n");
        questions.close();
        answering.join();
    }

    @Test
    void rulesShowWhatStandsForTheUrl() throws IOException {
        StringWriter out = new StringWriter();
        UrlRules rules = UrlRules.of(Set.of(UrlRule.TRACKING), new Sites());
        byte[] lines = "http://a.test/?utm_source=x&y\nmailto:x\n".getBytes(StandardCharsets.US_ASCII);
        new UrlLines(new ByteArrayInputStream(lines), new PrintWriter(out), rules).answerAll();

        assertThat(out).hasToString("http://a.test/?y\n! scheme mailto is not http or https\n");
        assertThat(CommandRun.of("inspect", "url", "--rules", "www,shout").err())
                .contains("there is no rule \"shout\"; there are session-ids, tracking,");
    }

    @Test
    void inspectWithoutMoreSaysWhatThereIs() {
        assertThat(CommandRun.of("inspect").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("inspect", "--help").out()).contains("url");
        assertThat(CommandRun.of("inspect", "url", "--help").out()).contains("%7Ea", "stdin");
    }
}
