package io.sluice.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files that a configuration names. */
final class NamedFiles {
    private final Form<Path> form;
    private final ConfigurationFiles read;

    /**
     * For names that are relative to this folder.
     *
     * @param read remembers what was read
     */
    NamedFiles(Path folder, ConfigurationFiles read) {
        this.form = Form.file(folder);
        this.read = read;
    }

    /** The file that a key names; null when the key is missing, or the file cannot be read, which is a problem. */
    @Nullable
    NamedFile file(Section section, String key) {
        Path path = section.optional(key, form);
        return path == null ? null : file(section, key, path);
    }

    private @Nullable NamedFile file(Section section, String key, Path path) {
        try {
            return new NamedFile(section.place(key), path, read.read(path, NamedFile.LONGEST));
        } catch (IOException e) {
            section.problem(key, path + ": " + reason(e));
            return null;
        }
    }

    /** The file that a key names, or all in the folder that it names, by name; null as for {@link #file}. */
    TargetSettings.@Nullable Tokens files(Section section, String key) {
        Path path = section.optional(key, form);
        if (path == null) {
            return null;
        }
        List<NamedFile> files = new ArrayList<>();
        try {
            for (Path each : Files.isDirectory(path) ? read.list(path) : List.of(path)) {
                NamedFile file = file(section, key, each);
                if (file != null) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            section.problem(key, path + ": " + reason(e));
        }
        return new TargetSettings.Tokens(path, List.copyOf(files));
    }

    /** Why a file cannot be read, to follow its name. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read by this user";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : null;
        return reason != null && reason.startsWith("is ") ? reason : "cannot be read: " + e.getMessage();
    }
}
