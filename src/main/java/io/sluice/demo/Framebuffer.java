package io.sluice.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The pixels every client sees, and when each tile of them last changed.
 *
 * <p>One painter publishes, any number of senders copy out. Its monitor guards the pixels and the tile generations; it
 * is held for copying only, never while writing to a client, and no other lock is taken under it. A sender may hold its
 * own lock when it calls; so the listeners are called without any lock.
 */
final class Framebuffer {
    /** Width and height of a tile, in pixels. */
    static final int TILE = 24;

    static final int COLUMNS = Canvas.WIDTH / TILE;
    static final int ROWS = Canvas.HEIGHT / TILE;
    static final Area BOUNDS = new Area(0, 0, Canvas.WIDTH, Canvas.HEIGHT);

    private final int[] pixels = new int[Canvas.WIDTH * Canvas.HEIGHT];
    private final long[] changedAt = new long[COLUMNS * ROWS];
    private long generation = 1;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Which generation of each tile one client has. Belongs to that client's sender, and is not thread-safe. */
    static final class Seen {
        private final long[] generations = new long[COLUMNS * ROWS];
    }

    /** Adds a listener, called on the painter's thread after every change. */
    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** Takes over the tiles of the picture that differ, and tells the listeners if there are any. */
    void publish(int[] picture) {
        if (copyChangedTiles(picture)) {
            listeners.forEach(Runnable::run);
        }
    }

    private synchronized boolean copyChangedTiles(int[] picture) {
        generation++;
        boolean changed = false;
        for (int tile = 0; tile < changedAt.length; tile++) {
            Area area = tileArea(tile);
            if (differs(picture, area)) {
                for (int y = area.y(); y < area.bottom(); y++) {
                    int offset = y * Canvas.WIDTH + area.x();
                    System.arraycopy(picture, offset, pixels, offset, TILE);
                }
                changedAt[tile] = generation;
                changed = true;
            }
        }
        return changed;
    }

    private boolean differs(int[] picture, Area area) {
        for (int y = area.y(); y < area.bottom(); y++) {
            int from = y * Canvas.WIDTH + area.x();
            if (!Arrays.equals(pixels, from, from + TILE, picture, from, from + TILE)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a copy of exactly this area, which lies within the bounds, and notes the tiles wholly within as seen. */
    synchronized Patch copy(Area area, Seen seen) {
        for (int tile = 0; tile < changedAt.length; tile++) {
            if (area.contains(tileArea(tile))) {
                seen.generations[tile] = generation;
            }
        }
        return copyOf(area);
    }

    /**
     * Returns copies of the tiles that touch the area and have changed since they were seen, neighbours in a row as one
     * patch, and notes them as seen. Whole tiles, even where the area covers only a part: a part of a tile cannot be
     * noted as seen.
     */
    synchronized List<Patch> copyChanges(Area area, Seen seen) {
        List<Patch> patches = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int column = 0;
            while (column < COLUMNS) {
                int first = column;
                while (column < COLUMNS && takeIfChanged(row * COLUMNS + column, area, seen)) {
                    column++;
                }
                if (column > first) {
                    patches.add(copyOf(new Area(first * TILE, row * TILE, (column - first) * TILE, TILE)));
                }
                column++;
            }
        }
        return patches;
    }

    private boolean takeIfChanged(int tile, Area area, Seen seen) {
        if (changedAt[tile] <= seen.generations[tile] || !area.intersects(tileArea(tile))) {
            return false;
        }
        seen.generations[tile] = generation;
        return true;
    }

    private Patch copyOf(Area area) {
        int[] copy = new int[area.width() * area.height()];
        for (int row = 0; row < area.height(); row++) {
            int from = (area.y() + row) * Canvas.WIDTH + area.x();
            System.arraycopy(pixels, from, copy, row * area.width(), area.width());
        }
        return new Patch(area, copy);
    }

    private static Area tileArea(int tile) {
        return new Area(tile % COLUMNS * TILE, tile / COLUMNS * TILE, TILE, TILE);
    }
}
