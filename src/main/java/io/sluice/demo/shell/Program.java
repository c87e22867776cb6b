package io.sluice.demo.shell;

import java.io.IOException;

/**
 * What a user of the shell can start.
 *
 * @param name what is typed
 * @param summary what it does, for the help
 */
record Program(String name, String summary, Body body) {
    /** What it does. */
    @FunctionalInterface
    interface Body {
        /**
         * Runs it to its end.
         *
         * @param arguments what was typed behind the name
         * @throws IOException when the client is gone
         */
        void run(Terminal terminal, String arguments) throws IOException;
    }
}
