package io.sluice.peers;

import java.io.IOException;

/** A thread that copies from one connection to another until one of them ends. */
final class CopyingThread {
    private CopyingThread() {}

    /** What it does. */
    interface Copying {
        void run() throws IOException;
    }

    static void start(String name, Copying copying) {
        Thread thread = new Thread(
                () -> {
                    try {
                        copying.run();
                    } catch (IOException e) {
                        // One side is gone: the other notices, for all that is open is closed.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
