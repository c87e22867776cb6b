package io.sluice.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Sluice this is. */
public final class BuildVersion {
    private static final String UNKNOWN = "unknown";
    private static final String TEXT = read();

    private BuildVersion() {}

    /** The version that it was built as. */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream stream = BuildVersion.class.getResourceAsStream("build.properties")) {
            if (stream == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
