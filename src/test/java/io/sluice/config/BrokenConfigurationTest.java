package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of the folder "broken" is refused with exactly the problems that its "# expect:" lines name. */
final class BrokenConfigurationTest {
    private static final String EXPECT = "# expect: ";

    static Stream<Path> files() throws Exception {
        Path folder =
                Path.of(BrokenConfigurationTest.class.getResource("broken").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void is_refused_with_each_problem_and_its_line(Path file) throws Exception {
        List<String> expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> file + ":" + line.substring(EXPECT.length()))
                .toList();
        assertFalse(expected.isEmpty(), "no expectation in " + file);
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file));
        assertEquals(
                expected, refused.problems().stream().map(Problem::toString).toList());
    }

    @Test
    void missing_file_is_named(@TempDir Path folder) {
        Path file = folder.resolve("sluice.yaml");
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file));
        assertEquals(file + ": there is no such file", refused.getMessage());
    }

    @Test
    void file_in_another_encoding_is_refused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xfc});
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file));
        assertEquals(file + ": is not written in UTF-8", refused.getMessage());
    }

    @Test
    void file_that_is_nested_too_deeply_is_refused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, "routes: " + "[".repeat(100_000) + "]".repeat(100_000));
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file));
        assertEquals(1, refused.problems().size());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void huge_file_is_refused_unread(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, "# " + "x".repeat(1 << 20));
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file));
        assertEquals(file + ": is longer than 1 MiB", refused.getMessage());
    }

    @Test
    void what_is_wrong_stays_on_one_line_and_is_not_echoed_at_length(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, "listen: \"\\e[2J\\nFAKE " + "x".repeat(1000) + "\"");
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file));
        String line = refused.problems().get(0).toString();
        assertEquals(-1, line.indexOf('\n'));
        assertEquals(-1, line.indexOf('\u001b'));
        assertFalse(line.contains("x".repeat(200)));
    }
}
