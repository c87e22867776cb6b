package io.sluice.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** A program that is run for what it prints. */
final class Command {
    private Command() {}

    /**
     * Runs it to its end; returns its standard output and error.
     *
     * @throws IOException if there is no such program, or it fails
     */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            String text = new String(out.readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command[0] + " failed: " + text.strip());
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
