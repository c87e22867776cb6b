package io.sluice.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of the table of peers.
 *
 * @param tcp whether it relays plain TCP
 * @param program what is looked for
 * @param install the command that installs it
 * @param versionCommand prints its version
 * @param path of its WebSocket
 * @param protocol the subprotocol that it wants to be offered
 * @param mostIdle how many idle sessions it may be asked for
 * @param starts how it is started, for each transport that it has
 */
record PeerEntry(
        String name,
        boolean tcp,
        String program,
        String install,
        List<String> versionCommand,
        String path,
        Optional<String> protocol,
        int mostIdle,
        Map<Transport, Start> starts) {
    /** The peer, if it is installed: on PATH, where servers are, or below the folder of peers. */
    Optional<Contender> find(Path folderOfPeers) throws InterruptedException {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        Optional<Path> found = Stream.concat(onPath, Stream.of(Path.of("/usr/sbin"), folderOfPeers))
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Peer(this, found.get(), version(found.get())));
    }

    private String version(Path found) throws InterruptedException {
        List<String> command = Places.filled(versionCommand, Map.of("program", found));
        try {
            return Command.output(command.toArray(String[]::new))
                    .lines()
                    .filter(line -> line.matches(".*\\d.*"))
                    .findFirst()
                    .map(String::strip)
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
