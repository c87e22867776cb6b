package io.sluice.demo;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is on the one desktop that all clients share: the time, the pointer with its trail, and the typed text.
 *
 * <p>Safe for use by several threads: all state is guarded by this object's monitor, which is only ever held for a
 * moment, and no other lock is taken under it. One painter waits for changes.
 */
final class Desktop {
    static final int MAX_TRAIL = 96;

    // Keysyms that are no characters (RFC 6143 section 7.5.4).
    private static final int BACKSPACE = 0xff08;
    private static final int RETURN = 0xff0d;
    private static final int ESCAPE = 0xff1b;
    private static final int KEYPAD_ENTER = 0xff8d;

    /** The left, the middle and the right button; the others are the wheel. */
    private static final int DRAWING_BUTTONS = 0b111;

    /** Where the pointer was, in pixels, and whether a button was pressed. */
    record TrailPoint(int x, int y, boolean pressed) {}

    /**
     * Everything as it is at one time.
     *
     * @param version grows with every change
     * @param time the local time, in whole seconds
     * @param trail from the oldest point to the pointer; empty before the first move
     * @param lines the text, at least one line
     */
    record View(long version, LocalDateTime time, List<TrailPoint> trail, List<String> lines) {}

    private final Deque<TrailPoint> trail = new ArrayDeque<>();
    private final TypedText text = new TypedText();
    private LocalDateTime time;
    private long version;
    private boolean closed;

    Desktop(LocalDateTime time) {
        this.time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    synchronized View view() {
        return new View(version, time, List.copyOf(trail), text.lines());
    }

    /** Sets the clock; a change only if the second is another one. */
    synchronized void showTime(LocalDateTime now) {
        LocalDateTime second = now.truncatedTo(ChronoUnit.SECONDS);
        if (!second.equals(time)) {
            time = second;
            changed();
        }
    }

    /** Moves the pointer to a position, which is brought within the screen, with a button mask (section 7.5.5). */
    synchronized void pointer(int buttons, int x, int y) {
        TrailPoint point = new TrailPoint(
                Math.min(x, Canvas.WIDTH - 1), Math.min(y, Canvas.HEIGHT - 1), (buttons & DRAWING_BUTTONS) != 0);
        if (!point.equals(trail.peekLast())) {
            trail.addLast(point);
            if (trail.size() > MAX_TRAIL) {
                trail.removeFirst();
            }
            changed();
        }
    }

    /** Presses a key, given as a keysym (section 7.5.4); those without a meaning here change nothing. */
    synchronized void press(int keysym) {
        switch (keysym) {
            case BACKSPACE -> text.backspace();
            case RETURN, KEYPAD_ENTER -> text.append('\n');
            case ESCAPE -> {
                text.clear();
                trail.clear();
            }
            default -> {
                if (!isPrintable(keysym)) {
                    return;
                }
                text.append((char) keysym);
            }
        }
        changed();
    }

    /** Types a text, as if key by key; characters that are neither printable Latin-1 nor line feeds are left out. */
    synchronized void paste(String pasted) {
        pasted.chars().filter(c -> c == '\n' || isPrintable(c)).forEach(c -> text.append((char) c));
        changed();
    }

    /** Keysyms of Latin-1 characters are their code points. */
    private static boolean isPrintable(int code) {
        return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
    }

    /**
     * Waits for a change, but not for ever.
     *
     * @param seen the version of the view last seen
     * @param milliseconds how long to wait at most; positive
     * @return whether the desktop is still open
     * @throws InterruptedException if the waiting thread is interrupted
     */
    synchronized boolean awaitChange(long seen, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        long left = milliseconds;
        while (!closed && version == seen && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return !closed;
    }

    /** Lets nobody wait any longer. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void changed() {
        version++;
        notifyAll();
    }
}
