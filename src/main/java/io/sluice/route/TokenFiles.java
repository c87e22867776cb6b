package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.NamedFile;
import io.sluice.config.Problem;
import io.sluice.config.TargetSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tokens and targets in files, one {@code TOKEN: HOST:PORT} a line, as websockify has them. Read once. */
final class TokenFiles implements TokenSource {
    private static final String EXPECTED =
            "expected TOKEN: HOST:PORT, or # and a comment; a token is made of letters, digits and ._~:@=+-";
    private static final Pattern LINE = Pattern.compile("(?<token>" + RouteTable.TOKEN + "):\\s+(?<target>\\S+)");

    /** Where a token was found. */
    private record Entry(NamedFile file, int line, TargetSettings.Host target) {}

    private final Map<String, Entry> entries;

    private TokenFiles(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /**
     * The tokens of files.
     *
     * @throws ConfigurationException with every line that is broken, and every token that stands twice
     */
    static TokenFiles of(List<NamedFile> files) throws ConfigurationException {
        Map<String, Entry> entries = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (NamedFile file : files) {
            try {
                read(file, entries, problems);
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new TokenFiles(entries);
    }

    private static void read(NamedFile file, Map<String, Entry> entries, List<Problem> problems)
            throws ConfigurationException {
        int number = 0;
        for (String each : file.lines()) {
            number++;
            String line = each.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            TargetSettings.Host target = matcher.matches() ? target(matcher.group("target")) : null;
            if (target == null) {
                problems.add(file.problem(number, EXPECTED));
                continue;
            }
            Entry first = entries.putIfAbsent(matcher.group("token"), new Entry(file, number, target));
            if (first != null) {
                problems.add(
                        file.problem(number, "this token stands twice; first at " + first.file() + ":" + first.line()));
            }
        }
    }

    private static TargetSettings.@Nullable Host target(String text) {
        try {
            return TargetText.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public TargetSettings.@Nullable Host find(String token) {
        Entry entry = entries.get(token);
        return entry == null ? null : entry.target();
    }
}
