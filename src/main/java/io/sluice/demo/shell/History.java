package io.sluice.demo.shell;

import java.util.ArrayList;
import java.util.List;

/** The lines that were entered before, and where in them the user is. */
final class History {
    private static final int LONGEST = 100;

    private final List<String> lines = new ArrayList<>();
    private int position;
    private String unfinished = "";

    /** A line was entered. */
    void add(String line) {
        if (!line.isBlank() && (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line))) {
            lines.add(line);
        }
        if (lines.size() > LONGEST) {
            lines.remove(0);
        }
        position = lines.size();
        unfinished = "";
    }

    /** One line further back; the oldest again when there is none. */
    String back(String line) {
        if (position == lines.size()) {
            unfinished = line;
        }
        if (position == 0) {
            return line;
        }
        position--;
        return lines.get(position);
    }

    /** One line further on; behind the latest, what was being typed. */
    String on(String line) {
        if (position == lines.size()) {
            return line;
        }
        position++;
        return position == lines.size() ? unfinished : lines.get(position);
    }
}
