package io.sluice.route;

import io.sluice.config.TargetSettings;
import io.sluice.json.JsonText;
import java.util.Map;
import java.util.regex.Pattern;

/** How a target is written by what tells the targets of tokens. */
final class TargetText {
    /** What it looks like, in words. */
    static final String EXPECTED = "HOST:PORT, [IPV6]:PORT or tls://HOST:PORT";

    private static final int LONGEST = 300;
    private static final Pattern ONLY_PORT = Pattern.compile("((tcp|tls)://)?\\d*");

    private TargetText() {}

    /**
     * Reads {@code HOST:PORT}; a port alone is refused, since nobody should reach this machine for want of a host.
     *
     * @throws IllegalArgumentException if the text has another form; its message may quote it
     */
    static TargetSettings.Host parse(String text) {
        if (text.length() > LONGEST || ONLY_PORT.matcher(text).matches()) {
            throw new IllegalArgumentException("No host and port");
        }
        return TargetSettings.parseHost(text);
    }

    /**
     * Reads the same, or JSON's <code>{"host": "HOST:PORT"}</code>, as websockify has it.
     *
     * @throws IllegalArgumentException if the text has another form; its message may quote it
     */
    static TargetSettings.Host parseAnswer(String text) {
        String answer = text.strip();
        if (!answer.startsWith("{")) {
            return parse(answer);
        }
        Map<String, Object> members = JsonText.object(answer);
        if (members == null) {
            throw new IllegalArgumentException("No JSON");
        }
        return ofMembers(members);
    }

    /**
     * Reads {@code "host": "HOST:PORT"}, or {@code "host"} and {@code "port"}.
     *
     * @throws IllegalArgumentException if the members are others; its message may quote them
     */
    static TargetSettings.Host ofMembers(Map<String, Object> members) {
        Object host = members.get("host");
        Object port = members.get("port");
        if (!(host instanceof String text)) {
            throw new IllegalArgumentException("No host");
        }
        if (port == null) {
            return parse(text);
        }
        boolean six = text.contains(":") && !text.startsWith("[");
        return parse((six ? "[" + text + "]" : text) + ":" + port);
    }
}
