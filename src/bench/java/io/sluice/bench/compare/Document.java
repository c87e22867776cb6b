package io.sluice.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown file with a part that is written anew by each run, between two comments. */
final class Document {
    private static final String BEGIN = "<!-- measured: what follows is written by src/bench/run --document -->";
    private static final String END = "<!-- end of measured -->";

    private final Path file;

    Document(Path file) {
        this.file = file;
    }

    /** Fails early, before hours of measuring, when the file has no such part. */
    void check() throws IOException {
        split();
    }

    void replace(String measured) throws IOException {
        String[] parts = split();
        Files.writeString(file, parts[0] + BEGIN + "\n\n" + measured.strip() + "\n\n" + END + parts[1]);
    }

    private String[] split() throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no part between \"" + BEGIN + "\" and \"" + END + "\"");
        }
        return new String[] {text.substring(0, begin), text.substring(end + END.length())};
    }
}
