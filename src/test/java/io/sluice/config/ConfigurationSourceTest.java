package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is read again when its content is another one, and stays so. */
final class ConfigurationSourceTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("sluice.yaml");
        Files.writeString(file, "routes: {/a: 1}");
    }

    private ConfigurationSource read() throws Exception {
        ConfigurationSource source = ConfigurationSource.of(file);
        source.read();
        return source;
    }

    private static void assertChangedAtTheSecondLook(ConfigurationSource source) {
        assertFalse(source.changed(), "at the first look");
        assertTrue(source.changed(), "at the second look");
    }

    @Test
    void same_content_is_no_change_whatever_the_times_say() throws Exception {
        ConfigurationSource source = read();
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertFalse(source.changed());
        Files.writeString(file, "routes: {/a: 1}");
        assertFalse(source.changed());
        assertFalse(source.changed());
    }

    @Test
    void another_content_of_the_same_length_and_time_is_a_change_once_it_is_read() throws Exception {
        ConfigurationSource source = read();
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "routes: {/b: 1}");
        Files.setLastModifiedTime(file, time);
        assertChangedAtTheSecondLook(source);
        assertEquals("/b", source.read().routes().get(0).path());
        assertFalse(source.changed());
        assertFalse(source.changed());
    }

    @Test
    void file_that_is_still_being_written_is_left_alone() throws Exception {
        ConfigurationSource source = read();
        for (String half : new String[] {"", "routes:", "routes: {/b: 1", "routes: {/b: 1}"}) {
            Files.writeString(file, half);
            assertFalse(source.changed(), half);
        }
        assertTrue(source.changed());
    }

    @Test
    void content_that_comes_back_before_it_is_missed_is_no_change() throws Exception {
        ConfigurationSource source = read();
        Files.writeString(file, "");
        assertFalse(source.changed());
        Files.writeString(file, "routes: {/a: 1}");
        assertFalse(source.changed());
        assertFalse(source.changed());
    }

    @Test
    void file_that_is_replaced_by_another_is_a_change() throws Exception {
        ConfigurationSource source = read();
        Path other = Files.writeString(folder.resolve(".sluice.yaml.new"), "routes: {/b: 1}");
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        assertChangedAtTheSecondLook(source);
    }

    @Test
    void folder_behind_a_link_that_is_turned_is_a_change() throws Exception {
        // As a Kubernetes ConfigMap is mounted: sluice.yaml -> ..data/sluice.yaml, ..data -> a folder.
        Files.delete(file);
        for (String version : new String[] {"1", "2"}) {
            Path data = Files.createDirectory(folder.resolve(version));
            Files.writeString(data.resolve("sluice.yaml"), "routes: {/v" + version + ": 1}");
        }
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, Path.of("1"));
        Files.createSymbolicLink(file, Path.of("..data/sluice.yaml"));
        ConfigurationSource source = read();
        Path turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("2"));
        Files.move(turned, data, StandardCopyOption.ATOMIC_MOVE);
        assertChangedAtTheSecondLook(source);
        assertEquals("/v2", source.read().routes().get(0).path());
    }

    @Test
    void file_that_goes_is_a_change_and_so_is_its_coming_back() throws Exception {
        ConfigurationSource source = read();
        Files.delete(file);
        assertChangedAtTheSecondLook(source);
        assertThrows(ConfigurationException.class, source::read);
        assertFalse(source.changed());
        write();
        assertChangedAtTheSecondLook(source);
    }

    @Test
    void change_of_a_file_that_is_named_is_a_change() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "alice:1");
        Files.writeString(file, "authentication: {basic: {file: users}}");
        ConfigurationSource source = read();
        assertFalse(source.changed());
        Files.writeString(users, "alice:2");
        assertChangedAtTheSecondLook(source);
        assertEquals("alice:2", source.read().authentication().basic().file().text());
        assertFalse(source.changed());
        Files.delete(users);
        assertChangedAtTheSecondLook(source);
        assertThrows(ConfigurationException.class, source::read);
        assertFalse(source.changed());
        Files.writeString(users, "alice:3");
        assertChangedAtTheSecondLook(source);
    }

    @Test
    void file_that_comes_into_a_named_folder_is_a_change() throws Exception {
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(tokens.resolve("one"), "one: host:1");
        Files.writeString(file, "routes: {'/t/{token}': {target: {tokens: tokens}}}");
        ConfigurationSource source = read();
        assertFalse(source.changed());
        Files.writeString(tokens.resolve(".two.swp"), "hidden");
        assertFalse(source.changed());
        assertFalse(source.changed());
        Files.writeString(tokens.resolve("two"), "two: host:2");
        assertChangedAtTheSecondLook(source);
        source.read();
        Files.writeString(tokens.resolve("two"), "two: host:3");
        assertChangedAtTheSecondLook(source);
    }

    @Test
    void what_can_be_read_only_once_is_not_looked_at_again() throws Exception {
        ConfigurationSource source = ConfigurationSource.of(Path.of("/dev/null"));
        assertEquals(Configuration.DEFAULT, source.read());
        assertNull(source.name());
        assertFalse(source.changed());
    }
}
