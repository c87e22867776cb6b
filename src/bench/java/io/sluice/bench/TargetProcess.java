package io.sluice.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Targets in a process of their own, which can be killed. */
final class TargetProcess implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Child child;
    private final Map<TargetMode, Integer> ports = new EnumMap<>(TargetMode.class);

    private TargetProcess(Child child) {
        this.child = child;
    }

    /** One listener for each mode, on free ports of loopback. */
    static TargetProcess start(TargetMode... modes) throws IOException, InterruptedException {
        return start(List.of(), LOOPBACK, modes);
    }

    /** The same at another address, by a command that goes before the process's own. */
    static TargetProcess start(List<String> prefix, String address, TargetMode... modes)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(address));
        for (TargetMode mode : modes) {
            arguments.add(mode.name().toLowerCase(Locale.ROOT));
        }
        return started(Child.start(prefix, Targets.class, arguments));
    }

    /** An echo on loopback at a port where one was before. */
    static TargetProcess echoAt(int port) throws IOException, InterruptedException {
        return started(Child.start(List.of(), Targets.class, List.of(LOOPBACK, "echo:" + port)));
    }

    private static TargetProcess started(Child child) throws InterruptedException {
        TargetProcess targets = new TargetProcess(child);
        for (String line = child.line(); !line.equals("ready"); line = child.line()) {
            String[] parts = line.split(" ");
            targets.ports.put(TargetMode.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]));
        }
        return targets;
    }

    int port(TargetMode mode) {
        return ports.get(mode);
    }

    /** Has all targets do nothing for so many seconds, as if the machine were too busy. */
    void pause(long seconds) throws IOException, InterruptedException {
        child.halt();
        TimeUnit.SECONDS.sleep(seconds);
        child.resume();
    }

    /** Ends it with SIGKILL; returns before it is gone. */
    void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
