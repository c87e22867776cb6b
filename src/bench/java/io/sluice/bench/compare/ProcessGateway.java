package io.sluice.bench.compare;

import java.util.List;

/** A gateway that is a process, with or without children. */
final class ProcessGateway implements Gateway {
    private final ProcessHandle process;
    private final int port;
    private final Runnable ending;

    /** Takes the process over; the ending is what ends it. */
    ProcessGateway(ProcessHandle process, int port, Runnable ending) {
        this.process = process;
        this.port = port;
        this.ending = ending;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        // Children first: once their parent is gone nobody knows whose they are.
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        ending.run();
    }
}
