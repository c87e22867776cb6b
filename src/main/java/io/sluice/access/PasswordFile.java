package io.sluice.access;

import io.sluice.config.ConfigurationException;
import io.sluice.config.NamedFile;
import io.sluice.config.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads htpasswd files, as Apache's {@code htpasswd -B} writes them. */
final class PasswordFile {
    private static final String EXPECTED = "expected NAME:HASH with a bcrypt hash, as htpasswd -B writes it";
    private static final Pattern LINE = Pattern.compile("([^:]+):(\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53})");

    /** Each more doubles the time that a check takes; this one takes seconds. */
    private static final int HIGHEST_COST = 16;

    private static final int LOWEST_COST = 4;

    private PasswordFile() {}

    /** How long a hash takes to check: twice as long for each more. */
    static int cost(String hash) {
        return Integer.parseInt(hash.substring(4, 6));
    }

    /**
     * The hashes of a file, by user.
     *
     * @throws ConfigurationException with every line that cannot be used; no hash is quoted
     */
    static Map<String, String> hashes(NamedFile file) throws ConfigurationException {
        Map<String, String> hashes = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || !Identity.isName(matcher.group(1))) {
                problems.add(file.problem(i + 1, EXPECTED));
                continue;
            }
            int cost = Integer.parseInt(matcher.group(3));
            if (cost < LOWEST_COST || cost > HIGHEST_COST) {
                problems.add(file.problem(
                        i + 1, "the hash's cost is " + cost + "; expected " + LOWEST_COST + " to " + HIGHEST_COST));
            } else if (hashes.putIfAbsent(matcher.group(1), matcher.group(2)) != null) {
                problems.add(file.problem(i + 1, "this user stands twice"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return hashes;
    }
}
