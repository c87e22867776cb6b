package io.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The files that a configuration was read from: {@code sluice.yaml} and those that it names. Notices when what they
 * hold changes. It compares content, not times or inodes: so files that are replaced, links that are turned (as
 * Kubernetes does with its ConfigMaps) and network file systems are all the same, and a mere touch is nothing. Used by
 * one thread at a time.
 */
public final class ConfigurationFiles {
    /** What stands for content that cannot be read, or only once, such as a pipe's. */
    private static final String NOTHING = "";

    /** What each held when it was read. */
    private final Map<Path, String> remembered = new HashMap<>();

    /** What each held when it was looked at last. */
    private Map<Path, String> seen = Map.of();

    /** None yet. */
    public ConfigurationFiles() {}

    /** Forgets all files, because all are about to be read again. */
    void forget() {
        remembered.clear();
        seen = Map.of();
    }

    /**
     * What a file holds; remembered, whether it can be read or not.
     *
     * @param longest how many bytes it may hold
     * @throws IOException if it cannot be read or holds more
     */
    byte[] read(Path file, int longest) throws IOException {
        remembered.put(file, NOTHING);
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(longest + 1);
        }
        if (Files.isRegularFile(file)) {
            remembered.put(file, digest(content));
        }
        if (content.length > longest) {
            throw new FileSystemException(file.toString(), null, "is longer than " + (longest >> 20) + " MiB");
        }
        return content;
    }

    /**
     * The files in a folder, by name; hidden ones are left out. Remembered as {@link #read} does.
     *
     * @throws IOException if it is no folder that can be read
     */
    List<Path> list(Path folder) throws IOException {
        remembered.put(folder, NOTHING);
        List<Path> files = listed(folder);
        remembered.put(folder, files.toString());
        return files;
    }

    /** Whether any holds something else than what is remembered, and all held the same at the look before. */
    boolean changed() {
        Map<Path, String> now = new HashMap<>();
        remembered.forEach((file, content) -> now.put(file, look(file)));
        boolean settled = now.equals(seen.isEmpty() ? remembered : seen);
        seen = now;
        return settled && !now.equals(remembered);
    }

    private static String look(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return listed(file).toString();
            }
            if (!Files.isRegularFile(file)) {
                return NOTHING;
            }
            try (InputStream in = Files.newInputStream(file)) {
                return digest(in.readNBytes(NamedFile.LONGEST + 1));
            }
        } catch (IOException e) {
            return NOTHING;
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)
                        && !entry.getFileName().toString().startsWith(".")) {
                    files.add(entry);
                }
            }
        }
        files.sort(null);
        return files;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
