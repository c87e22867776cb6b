package io.sluice.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** What all gateways of a run share: the target's port, a certificate, and a folder with a part for each. */
final class Site {
    private final Path folder;
    private final int targetPort;
    private final PemFiles pemFiles;
    private final AtomicInteger gateways = new AtomicInteger();

    Site(Path folder, int targetPort, PemFiles pemFiles) {
        this.folder = folder;
        this.targetPort = targetPort;
        this.pemFiles = pemFiles;
    }

    int targetPort() {
        return targetPort;
    }

    PemFiles pemFiles() {
        return pemFiles;
    }

    /** An empty folder that nobody else has. */
    Path newFolder(String name) throws IOException {
        String unlike = name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + gateways.incrementAndGet();
        return Files.createDirectories(folder.resolve(unlike));
    }
}
