package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationFiles;
import io.sluice.config.NamedFile;
import io.sluice.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as websockify has them. */
final class TokenFilesTest {
    @TempDir
    private Path folder;

    private TokenFiles read(String... contents) throws Exception {
        List<NamedFile> files = new ArrayList<>();
        for (String content : contents) {
            Path file = folder.resolve("tokens" + files.size());
            files.add(NamedFile.ofOption("--tokens", Files.writeString(file, content), new ConfigurationFiles()));
        }
        return TokenFiles.of(files);
    }

    private List<String> problems(String... contents) {
        return assertThrows(ConfigurationException.class, () -> read(contents)).problems().stream()
                .map(Problem::toString)
                .map(problem -> problem.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void lines_are_read_as_websockify_reads_them() throws Exception {
        TokenFiles tokens = read("""
                # a comment: of:5900

                  desk1: 10.0.0.5:5900
                a:b@c=:   build.internal:22\t
                six:\t[2001:db8::5]:5901
                secure: tls://db.internal:5432
                plain: tcp://db.internal:5433
                """);
        assertEquals("tcp://10.0.0.5:5900", tokens.find("desk1").toString());
        assertEquals("tcp://build.internal:22", tokens.find("a:b@c=").toString());
        assertEquals("tcp://[2001:db8::5]:5901", tokens.find("six").toString());
        assertEquals("tls://db.internal:5432", tokens.find("secure").toString());
        assertEquals("tcp://db.internal:5433", tokens.find("plain").toString());
        assertNull(tokens.find("desk2"));
        assertNull(tokens.find("#"));
        assertNull(tokens.find(""));
    }

    @Test
    void lines_may_end_as_on_windows() throws Exception {
        TokenFiles tokens = read("# x\r\n\r\na: h:1\r\nb: h:2");
        assertEquals("tcp://h:1", tokens.find("a").toString());
        assertEquals("tcp://h:2", tokens.find("b").toString());
    }

    @Test
    void empty_files_have_no_tokens() throws Exception {
        assertNull(read("", "# none\n").find("a"));
        assertNull(read().find("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET",
                "SECRET:10.0.0.5:5900",
                "SECRET: 5900",
                "SECRET: tcp://5900",
                "SECRET: 10.0.0.5",
                "SECRET: 10.0.0.5:0",
                "SECRET: 10.0.0.5:70000",
                "SECRET: 2001:db8::5:5900",
                "SECRET: h:1 more",
                "SECRET: unix:/run/x",
                "SECRET: unix_socket:/run/x",
                "SECRET: http://h:1",
                "SEC/RET: h:1",
                "SEC RET: h:1",
                "SECRÉT: h:1",
                ": h:1"
            })
    void broken_line_is_named_but_not_quoted(String line) {
        List<String> problems = problems("# first\n" + line + "\nfine: h:1\n");
        assertEquals(
                List.of(
                        "tokens0:2: expected TOKEN: HOST:PORT, or # and a comment; a token is made of letters, digits and"
                                + " ._~:@=+-"),
                problems);
    }

    @Test
    void all_problems_of_all_files_are_told_at_once() {
        List<String> problems = problems("SECRET: h:1\nbroken\n", "x: h:1\n\nSECRET: h:2\nbroken\n");
        assertEquals(3, problems.size());
        assertTrue(problems.get(0).startsWith("tokens0:2: expected"), problems::toString);
        assertEquals("tokens1:3: this token stands twice; first at tokens0:1", problems.get(1));
        assertTrue(problems.get(2).startsWith("tokens1:4: expected"), problems::toString);
        assertFalse(problems.toString().contains("SECRET"));
    }
}
