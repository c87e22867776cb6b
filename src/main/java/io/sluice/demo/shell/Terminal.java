package io.sluice.demo.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's terminal. One thread {@link #read reads} what is typed, one other prints and asks for keys;
 * {@link #resize} and {@link #close} may be called from any.
 */
final class Terminal {
    /** So much may be typed ahead; more waits in the client. */
    private static final int MOST_KEYS = 4096;

    private final KeyReader reader;
    private final OutputStream out;
    private final BlockingQueue<Key> keys = new LinkedBlockingQueue<>(MOST_KEYS);
    private volatile Size size;
    private volatile boolean closed;

    Terminal(InputStream in, OutputStream out, Size size) {
        this.reader = new KeyReader(in);
        this.out = out;
        this.size = size;
    }

    /** Reads what is typed, until the client is gone. */
    void read() {
        try {
            try {
                for (Key key = reader.next(); key != null && !closed; key = reader.next()) {
                    if (key.isControl('C')) {
                        // As any terminal does it: what was typed ahead is not meant any more.
                        keys.clear();
                    }
                    keys.put(key);
                }
            } catch (IOException e) {
                // The client is gone.
            }
            keys.put(Key.of(Key.Kind.NO_MORE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The window has this size now. */
    void resize(Size now) {
        size = now;
        // Never waits: when so much is to be read, the size is soon asked for anyway.
        keys.offer(Key.of(Key.Kind.RESIZED));
    }

    Size size() {
        return size;
    }

    /** Forgets what was typed; nothing more will be, nor printed. */
    void close() {
        closed = true;
        keys.clear();
        keys.offer(Key.of(Key.Kind.NO_MORE));
    }

    /**
     * The next key; waits for it.
     *
     * @throws EOFException when there are no more
     */
    Key key() throws IOException {
        try {
            return present(keys.take());
        } catch (InterruptedException e) {
            throw interruption();
        }
    }

    /**
     * The same, but null when none is pressed for so long.
     *
     * @throws EOFException when there are no more
     */
    @Nullable
    Key key(Duration longest) throws IOException {
        try {
            Key key = keys.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            return key == null ? null : present(key);
        } catch (InterruptedException e) {
            throw interruption();
        }
    }

    private static Key present(Key key) throws EOFException {
        if (key.kind() == Key.Kind.NO_MORE) {
            throw new EOFException();
        }
        return key;
    }

    private static EOFException interruption() {
        Thread.currentThread().interrupt();
        return new EOFException();
    }

    /** Whether Ctrl-C has been pressed, which is then over. */
    boolean interrupted() {
        Key next = keys.peek();
        return next != null && next.isControl('C') && keys.remove(next);
    }

    /**
     * Prints text, and waits until the client's connection has taken it; a line ends with a line feed.
     *
     * @throws EOFException if the terminal is closed
     */
    void print(String text) throws IOException {
        if (closed) {
            throw new EOFException();
        }
        out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
