package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
    private static String find(HostsFile file, String name) {
        var address = file.find(name);
        return address == null ? "none" : address.getHostAddress();
    }

    private static HostsFile parse(String... lines) {
        return HostsFile.parse(List.of(lines), "hosts");
    }

    @Test
    void readsTheUsualFormat() {
        HostsFile file = parse("# comment", "", "127.0.0.1\tlocalhost  WWW.Example.test # more", "::1 six.test");
        assertThat(find(file, "localhost")).isEqualTo("127.0.0.1");
        assertThat(find(file, "www.example.test")).isEqualTo("127.0.0.1");
        assertThat(find(file, "six.test")).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(find(file, "example.test")).isEqualTo("none");
        assertThat(find(file, "www.example.test.")).as("with a trailing dot").isEqualTo("127.0.0.1");
    }

    @Test
    void exactNameGoesBeforeWildcardAndLongWildcardBeforeShort() {
        HostsFile file = parse("10.0.0.1 *.test", "10.0.0.2 *.example.test", "10.0.0.3 www.example.test");
        assertThat(find(file, "www.example.test")).isEqualTo("10.0.0.3");
        assertThat(find(file, "a.example.test")).isEqualTo("10.0.0.2");
        assertThat(find(file, "deep.down.example.test")).isEqualTo("10.0.0.2");
        assertThat(find(file, "example.test"))
                .as("a wildcard is not the name itself")
                .isEqualTo("10.0.0.1");
        assertThat(find(file, "test")).isEqualTo("none");
        assertThat(find(file, "badexample.test")).isEqualTo("10.0.0.1");
    }

    @Test
    void firstLineWithANameDecides() {
        HostsFile file = parse("10.0.0.1 a.test *.b.test", "10.0.0.2 a.test *.b.test");
        assertThat(find(file, "a.test")).isEqualTo("10.0.0.1");
        assertThat(find(file, "x.b.test")).isEqualTo("10.0.0.1");
    }

    @Test
    void allBadLinesAreReportedWithTheirNumbers() {
        assertThatThrownBy(() -> parse("10.0.0.1 fine.test", "nonsense a.test", "10.0.0.1", "10.0.0.1 b*d.test"))
                .hasMessageContaining("hosts:2: \"nonsense\" is no IP address")
                .hasMessageContaining("hosts:3: no host name")
                .hasMessageContaining("hosts:4: \"b*d.test\" is no host name")
                .hasMessageNotContaining("hosts:1:");
    }

    @Test
    void fileThatIsNotThereIsASentence(@TempDir Path dir) throws Exception {
        assertThatThrownBy(() -> HostsFile.read(dir.resolve("none"))).hasMessageContaining("does not exist");
        Files.writeString(dir.resolve("hosts"), "127.0.0.1 a.test\n");
        assertThat(find(HostsFile.read(dir.resolve("hosts")), "a.test")).isEqualTo("127.0.0.1");
    }
}
