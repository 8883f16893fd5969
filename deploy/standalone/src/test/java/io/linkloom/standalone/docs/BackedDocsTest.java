package io.linkloom.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What these pages say is shown by the tests they name: those have to be there. */
class BackedDocsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @ParameterizedTest
    @CsvSource({"docs/CRAWLING.md, 50", "docs/INDEX.md, 40", "docs/OPERATIONS.md, 25"})
    void everyTestThatBacksAStatementExists(String page, int fewest) throws IOException {
        List<MatchResult> named =
                NAMED.matcher(Files.readString(ROOT.resolve(page))).results().toList();
        assertThat(named).hasSizeGreaterThan(fewest);
        Map<String, String> tests = tests();
        assertThat(named.stream().filter(test -> !exists(test, tests)).map(MatchResult::group))
                .as("tests that %s names and that are nowhere", page)
                .isEmpty();
    }

    private static boolean exists(MatchResult named, Map<String, String> tests) {
        String source = tests.get(named.group(1));
        String method = named.group(2);
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(path -> path.toString().contains("src/test/java"))
                    .filter(path -> path.toString().endsWith("Test.java"))
                    .toList();
            return sources.stream()
                    .collect(Collectors.toMap(BackedDocsTest::className, BackedDocsTest::read, String::concat));
        }
    }

    private static String className(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + source, e);
        }
    }
}
