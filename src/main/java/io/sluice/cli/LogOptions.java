package io.sluice.cli;

import picocli.CommandLine.Option;

/** How the log is written. */
final class LogOptions {
    @Option(
            names = "--log",
            paramLabel = "text|json",
            description = "How the log is written: lines to read, or a JSON object a line; text by default.",
            converter = LogFormConverter.class)
    private LogForm form = LogForm.TEXT;

    /** Has the log written so from now on. */
    void apply() {
        Logging.use(form);
    }
}
