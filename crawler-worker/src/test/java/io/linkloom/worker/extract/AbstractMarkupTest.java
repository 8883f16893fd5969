package io.linkloom.worker.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is a tag and what only looks like one, by the states of the HTML standard's tokenizer (13.2.5) and what of tree
 * construction (13.2.6) decides about links. Each line is a page, and its links with their words.
 */
abstract class AbstractMarkupTest extends ExtractorSuite {

    void assertLinks(String html, String expected) {
        List<Link> links = links(html.replace("~", "\0"));
        assertThat(links.stream()
                        .map(link -> link.target().path() + "=" + link.anchor())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <a href=/x>t</a>                              | /x=t
            <A HREF=/x>t</A>                              | /x=t
            <a/href=/x>t</a>                              | /x=t
            <a\thref\t=\t/x\t>t</a\t>                     | /x=t
            <a href="/x">t</a href="/y">u                 | /x=t
            <a href=/x/>t</a>                             | /x/=t
            <a b href=/x>t</a>                            | /x=t
            <a b= href=/x>t</a>                           |
            <a b='>' href=/x>t</a>                        | /x=t
            <a b=">" href=/x>t</a>                        | /x=t
            <a b=" href=/y ">t</a>                        |
            <a "=' href=/x>t</a>                          |
            <a ' href=/x>t</a>                            | /x=t
            <a =href=/x>t</a>                             |
            <a = href=/x>t</a>                            | /x=t
            <a href=/x"y'>t</a>                           | /x%22y'=t
            <a href=/x href=/y>t</a>                      | /x=t
            <a HREF=/x href=/y>t</a>                      | /x=t
            <a href=/x/**/b=c>t</a>                       | /x/**/b=c=t
            <a href='/x'b='c'>t</a>                       | /x=t
            <a href=>t</a>                                |
            <a hrefx=/x href=/y>t</a>                     | /y=t
            < a href=/x>t</a>                             |
            <a href=/x>t</ a><a href=/y>u                 | /x=t /y=u
            <a href=/x>t</></a>u                          | /x=t
            <a href=/x>1 < 2 <3 </a>                      | /x=1 < 2 <3
            <<a href=/x>t</a>                             | /x=t
            <a href=/x>t<                                 | /x=t<
            <a href=/x>t</                                | /x=t</
            <a href=/x>t</a                               | /x=t
            <a href=/x>t</a><a href=/y                    | /x=t
            <a href=/x>t</a><a href='/y>u                 | /x=t
            <ab href=/x>t</ab>                            |
            <a~ href=/x>t                                 |
            <a href=/~x>tu                                | /%EF%BF%BDx=tu
            <a href=/x>t~u</a>                            | /x=tu
            <abbreviationsofverylongnames href=/x>t       |
            """)
    void tagsAreWhatTheStandardTakesForTags(String html, String links) {
        assertLinks(html, links);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <!-- <a href=/y>u</a> --><a href=/x>t         | /x=t
            <!--><a href=/x>t                             | /x=t
            <!---><a href=/x>t                            | /x=t
            <!----><a href=/x>t                           | /x=t
            <!--a--!><a href=/x>t                         | /x=t
            <!--a-- ><a href=/y>u--><a href=/x>t          | /x=t
            <!--a->-- <a href=/y>u--><a href=/x>t         | /x=t
            <!-- <!-- a --><a href=/x>t --></a>           | /x=t -->
            <!-- <a href=/y>u                             |
            <!doctype html><a href=/x>t                   | /x=t
            <!doctype html "><a href=/x>t                 | /x=t
            <!x><a href=/x>t                              | /x=t
            <!- <a href=/y>u</a><a href=/x>t              | /x=t
            <?php <a href=/y>u</a><a href=/x>t            | /x=t
            </1><a href=/x>t                              | /x=t
            <![CDATA[<a href=/y>]]></a><a href=/x>t       | /x=t
            <svg><![CDATA[<a href=/y>]]></svg><a href=/x>t | /x=t
            <a href=/x>t<svg><![CDATA[<u>]]></svg></a>    | /x=t<u>
            """)
    void commentsAreNoText(String html, String links) {
        assertLinks(html, links);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <title><a href=/y>u</a></title><a href=/x>t            | /x=t
            <textarea><a href=/y>u</a></textarea><a href=/x>t      | /x=t
            <textarea></textareas></textarea/><a href=/x>t         | /x=t
            <TITLE>a</title ><a href=/x>t                          | /x=t
            <style><a href=/y></style><a href=/x>t                 | /x=t
            <style><!--</style><a href=/x>t--></a>                 | /x=t-->
            <xmp><a href=/y></xmp><a href=/x>t                     | /x=t
            <iframe><a href=/y></iframe><a href=/x>t               | /x=t
            <noembed><a href=/y></noembed><a href=/x>t             | /x=t
            <noframes><a href=/y></noframes><a href=/x>t           | /x=t
            <noscript><a href=/y>u</a></noscript><a href=/x>t      | /y= /x=t
            <plaintext><a href=/y>u</a></plaintext><a href=/x>t    |
            <script><a href=/y></script><a href=/x>t               | /x=t
            <script></scripts></script><a href=/x>t                | /x=t
            <script><!--</script><a href=/x>t                      | /x=t
            <script><!--<script></script><a href=/y>--></script><a href=/x>t | /x=t
            <script><!--<script></script></script><a href=/x>t     | /x=t
            <script><!--><script></script><a href=/x>t             | /x=t
            <script><!--<script>--></script><a href=/x>t           | /x=t
            <script><!--<scripts></script><a href=/x>t             | /x=t
            <script><!-<script></script><a href=/x>t               | /x=t
            <script>a</SCRIPT\t><a href=/x>t                       | /x=t
            <style>a</style                                        |
            <title>a</title><title>b</title><a href=/x>t           | /x=t
            """)
    void textInWhichTagsDoNotCountEndsWithItsElement(String html, String links) {
        assertLinks(html, links);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <a href='/?a=1&amp;b'>&amp;&lt;&gt;&quot;          | /=&<>"
            <a href='/&copy;'>&copy;&copy &copyx &Copy;        | /%C2%A9=©© ©x &Copy;
            <a href='/&copyx'>&notit; &notin; &not; &no;       | /&copyx=¬it; ∉ ¬ &no;
            <a href='/&copy=1'>a&copy=1                        | /&copy=1=a©=1
            <a href='/&#x41;&#66;&#67'>&#x41;&#66&#67;         | /ABC=ABC
            <a href=/x>&#128;&#x99;&#xD800;&#0;&#x110000;      | /x=€™\uFFFD\uFFFD\uFFFD
            <a href=/x>&#;&#x;&#xg;& &;&1;                     | /x=&#;&#x;&#xg;& &;&1;
            <a href=/x>&bne;&NotEqualTilde;&CounterClockwiseContourIntegral; | /x==\u20E5≂\u0338∳
            <a href=/x>&amp;amp;&ampamp;                       | /x=&amp;&amp;
            <a href=/x>&#99999999999;                          | /x=\uFFFD
            <a href=&#47;x>t                                   | /x=t
            <a hr&#101;f=/x>t                                  |
            <a href=/x>&amp                                    | /x=&
            <a href='/x&amp'>t                                 | /x&=t
            """)
    void characterReferencesAreResolved(String html, String links) {
        assertLinks(html, links);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <a href=/x>t<a href=/y>u</a>v</a>                      | /x=t /y=u
            <p><a href=/x>t<p>u</a>v                               | /x=t u
            <p><a href=/x><div>t</div></a>                         | /x=t
            <div><a href=/x>t</div>u</a>                           | /x=t u
            <b><a href=/x>t</b>u</a>v                              | /x=tu
            <table><tr><td><a href=/x>t<td>u</a><a href=/y>v</table> | /x=t /y=v
            <a href=/x>t<table><tr><td>u</a>v</table>w</a>         | /x=t uv w
            <table><td><a href=/x>t</table>u                       | /x=t
            <a href=/x>t<object></a>u</object>v</a>w               | /x=tuv
            <td><a href=/x>t</td>u                                 | /x=tu
            <a href=/x>t<template><a href=/y>u</a></template>v</a> | /x=tv
            <template><template></template><a href=/y>u</template><a href=/x>t | /x=t
            <svg><a href=/x>t</a><p><a href=/y>u</svg>v            | /x=t /y=uv
            <svg><title><a href=/x>t</a></title></svg>             | /x=t
            <svg><foreignObject><a href=/x>t<a href=/y>u</foreignObject></svg> | /x=t /y=u
            <svg/><a href=/x>t<a href=/y>u                         | /x=t /y=u
            <math><mi><a href=/x>t</a></mi></math>                 | /x=t
            <frameset><frame src=/x><a href=/y>u</a></frameset>    | /x=
            <p>t<frameset><frame src=/y></frameset>                |
            <select><option><a href=/x>t</a></select>              | /x=t
            """)
    void brokenNestingHasTheLinksThatABrowserShows(String html, String links) {
        assertLinks(html, links);
    }
}
