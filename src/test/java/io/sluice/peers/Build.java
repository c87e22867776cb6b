package io.sluice.peers;

import java.nio.file.Path;

/** What the build has made. */
public final class Build {
    private Build() {}

    /** A file in the build's folder. */
    public static Path file(String name) {
        return Path.of(System.getProperty("sluice.build", "target"))
                .toAbsolutePath()
                .resolve(name);
    }
}
