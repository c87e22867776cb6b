package io.sluice.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads src/bench/peers.yaml. */
final class PeerTable {
    private PeerTable() {}

    static List<PeerEntry> read(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        List<PeerEntry> entries = new ArrayList<>();
        for (Object entry : (List<?>) new Load(settings).loadFromString(Files.readString(file))) {
            entries.add(entry((Map<?, ?>) entry));
        }
        return entries;
    }

    private static PeerEntry entry(Map<?, ?> keys) {
        Map<Transport, Start> starts = new EnumMap<>(Transport.class);
        start(keys.get("plain")).ifPresent(start -> starts.put(Transport.PLAIN, start));
        start(keys.get("tls")).ifPresent(start -> starts.put(Transport.TLS, start));
        return new PeerEntry(
                text(keys, "name"),
                text(keys, "kind").equals("tcp"),
                text(keys, "program"),
                text(keys, "install"),
                texts(keys.get("version")),
                optional(keys, "path").orElse("/"),
                optional(keys, "protocol"),
                optional(keys, "most-idle").map(Integer::valueOf).orElse(Integer.MAX_VALUE),
                starts);
    }

    private static Optional<Start> start(Object value) {
        if (!(value instanceof Map<?, ?> keys)) {
            return Optional.empty();
        }
        return Optional.of(new Start(texts(keys.get("command")), optional(keys, "file")));
    }

    private static String text(Map<?, ?> keys, String key) {
        return optional(keys, key).orElseThrow(() -> new IllegalArgumentException(keys + " has no " + key));
    }

    private static Optional<String> optional(Map<?, ?> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(Object::toString);
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }
}
