package io.sluice.peers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that are installed on this machine. */
public final class Programs {
    /** Servers are installed there, which is not on everybody's PATH. */
    private static final String FOR_SERVERS = "/usr/sbin";

    private Programs() {}

    static boolean isInstalled(String name) {
        return find(name).isPresent();
    }

    /** The first of these names that is installed, as an absolute path. */
    public static String path(String... names) {
        return Arrays.stream(names)
                .map(Programs::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not installed: " + String.join(" or ", names)))
                .toString();
    }

    private static Optional<Path> find(String name) {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(folders.split(File.pathSeparator)), Stream.of(FOR_SERVERS))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }
}
