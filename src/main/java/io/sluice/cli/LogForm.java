package io.sluice.cli;

/** How the log is written. */
enum LogForm {
    /** Lines to read. */
    TEXT,
    /** An object a line, for programs. */
    JSON
}
