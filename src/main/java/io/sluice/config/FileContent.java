package io.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a file's content changes. It compares bytes, not times or inodes: so files that are replaced, links that
 * are turned (as Kubernetes does with its ConfigMaps) and network file systems are all the same, and a mere touch is
 * nothing. Used by one thread at a time.
 */
final class FileContent {
    private final Path file;

    /** What it held when it was remembered; null: it could not be read. */
    private @Nullable ByteBuffer remembered;

    /** What it held when it was looked at; null: it could not be read. */
    private @Nullable ByteBuffer seen;

    FileContent(Path file) {
        this.file = file;
    }

    /** Remembers what it holds now. */
    void remember() {
        remembered = content();
        seen = remembered;
    }

    /** Whether it holds something else than what is remembered, and held the same at the look before. */
    boolean changed() {
        ByteBuffer now = content();
        boolean settled = Objects.equals(now, seen);
        seen = now;
        return settled && !Objects.equals(now, remembered);
    }

    private @Nullable ByteBuffer content() {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than is ever accepted: files that are too long are all alike.
            return ByteBuffer.wrap(in.readNBytes(ConfigurationReader.LONGEST_FILE + 1));
        } catch (IOException e) {
            return null;
        }
    }
}
