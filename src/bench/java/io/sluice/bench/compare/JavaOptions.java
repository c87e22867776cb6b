package io.sluice.bench.compare;

import java.nio.file.Path;
import java.util.List;

/** What the Java virtual machine of a container is started with. */
final class JavaOptions {
    /** Of every form of Sluice. */
    static final String HEAP = "-Xmx256m";

    private JavaOptions() {}

    static List<String> of(Path folder, Path configuration) {
        return List.of(HEAP, "-Djava.io.tmpdir=" + folder.resolve("temp"), "-Dsluice.config=" + configuration);
    }
}
