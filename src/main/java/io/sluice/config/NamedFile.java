package io.sluice.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A file that the configuration names, with what it held when the configuration was read. Prints as its path only,
 * since it may hold secrets.
 */
public final class NamedFile {
    /** How many bytes a file may hold. */
    static final int LONGEST = 4 << 20;

    private final Place place;
    private final Path path;
    private final byte[] content;

    /**
     * With what it holds.
     *
     * @param place where the configuration names it
     */
    NamedFile(Place place, Path path, byte[] content) {
        this.place = place;
        this.path = path;
        this.content = content;
    }

    /**
     * The file that an option of the command line names.
     *
     * @param read remembers what was read
     * @throws ConfigurationException if it cannot be read
     */
    public static NamedFile ofOption(String option, Path path, ConfigurationFiles read) throws ConfigurationException {
        Place place = new Place(option, 0, "");
        try {
            return new NamedFile(place, path, read.read(path, LONGEST));
        } catch (IOException e) {
            throw new ConfigurationException(place.problem(path + ": " + NamedFiles.reason(e)));
        }
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** What it holds; a copy. */
    public byte[] content() {
        return content.clone();
    }

    /** What it holds, as text. */
    public String text() throws ConfigurationException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(unusable("is not written in UTF-8"));
        }
    }

    /** Its lines, without their ends. */
    public List<String> lines() throws ConfigurationException {
        return text().lines().toList();
    }

    /** A problem with one of its lines; the first is 1. The message must not quote secrets. */
    public Problem problem(int line, String message) {
        return new Problem(path.toString(), line, "", message);
    }

    /** A problem with the whole file, told where the configuration names it: "is …" or "holds …". */
    public Problem unusable(String message) {
        return place.problem(path + ": " + message);
    }

    /** Whether it is the same file with the same content. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamedFile file && path.equals(file.path) && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
