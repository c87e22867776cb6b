package io.sluice.bench.compare;

import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another's gateway, as src/bench/peers.yaml describes it, found on this machine. */
final class Peer implements Contender {
    private static final long LONGEST_SECONDS = 15;
    private static final long POLL_MILLIS = 50;

    private final PeerEntry entry;
    private final Path program;
    private final String version;

    Peer(PeerEntry entry, Path program, String version) {
        this.entry = entry;
        this.program = program;
        this.version = version;
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Role role() {
        return entry.tcp() ? Role.BASELINE : Role.PEER;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean offers(Transport transport, Traffic traffic) {
        return entry.starts().containsKey(transport);
    }

    @Override
    public int mostIdle() {
        return entry.mostIdle();
    }

    @Override
    public List<String> clientArguments() {
        if (entry.tcp()) {
            return List.of("--tcp");
        }
        List<String> arguments = new ArrayList<>(List.of("--path", entry.path()));
        entry.protocol().ifPresent(protocol -> arguments.addAll(List.of("--protocol", protocol)));
        return arguments;
    }

    @Override
    public Gateway start(Site site, Transport transport) throws Exception {
        Path folder = site.newFolder(entry.name());
        int port = TestTarget.unusedPort();
        Path file = folder.resolve("peer.conf");
        Map<String, Object> places = Map.of(
                "program",
                program,
                "port",
                port,
                "target",
                site.targetPort(),
                "certificate",
                site.pemFiles().certificate(),
                "key",
                site.pemFiles().key(),
                "pem",
                site.pemFiles().both(),
                "folder",
                folder,
                "file",
                file);
        Start start = entry.starts().get(transport);
        if (start.file().isPresent()) {
            Files.writeString(file, Places.filled(start.file().get(), places));
        }
        Path log = folder.resolve("console.log");
        Process process = new ProcessBuilder(Places.filled(start.command(), places))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Gateway gateway = new ProcessGateway(
                process.toHandle(),
                port,
                () -> process.destroyForcibly().onExit().join());
        try {
            awaitPort(process, port, log);
            return gateway;
        } catch (IOException | InterruptedException e) {
            gateway.close();
            throw e;
        }
    }

    private static void awaitPort(Process process, int port, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!listens(port)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("does not listen: " + lastLine(log));
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String lastLine(Path log) {
        try {
            return Files.readString(log)
                    .lines()
                    .reduce((first, second) -> second)
                    .orElse("it says nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
