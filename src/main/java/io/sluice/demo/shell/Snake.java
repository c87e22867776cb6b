package io.sluice.demo.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** The game: a snake that grows by what it eats, and must not bite itself or leave the field. */
final class Snake implements FullScreen.Picture {
    /** A place on the field. */
    record Spot(int column, int row) {}

    private static final int MOST_COLUMNS = 40;
    private static final int MOST_ROWS = 20;

    private final RandomGenerator random;
    private final int columns;
    private final int rows;
    private final Deque<Spot> body = new ArrayDeque<>();
    private Spot food;
    private Spot heading = new Spot(1, 0);
    private Spot moved = heading;
    private boolean over;

    /** A game on a field that fits the screen as it is now. */
    Snake(Size size, RandomGenerator random) {
        this.random = random;
        // A border around it, a line below; two characters for each spot, so that it is about square.
        columns = Math.max(6, Math.min(MOST_COLUMNS, (size.columns() - 2) / 2));
        rows = Math.max(4, Math.min(MOST_ROWS, size.rows() - 3));
        body.add(new Spot(columns / 2, rows / 2));
        food = freeSpot();
    }

    @Override
    public void press(Key key) {
        switch (key.kind()) {
            case UP -> turn(new Spot(0, -1));
            case DOWN -> turn(new Spot(0, 1));
            case LEFT -> turn(new Spot(-1, 0));
            case RIGHT -> turn(new Spot(1, 0));
            default -> {}
        }
    }

    private void turn(Spot direction) {
        if (direction.column + moved.column != 0 || direction.row + moved.row != 0) {
            heading = direction;
        }
    }

    @Override
    public void step() {
        if (over) {
            return;
        }
        moved = heading;
        Spot head = head();
        Spot next = new Spot(head.column + heading.column, head.row + heading.row);
        boolean eats = next.equals(food);
        if (!eats) {
            body.removeLast();
        }
        if (next.column < 0 || next.row < 0 || next.column >= columns || next.row >= rows || body.contains(next)) {
            body.addLast(head);
            over = true;
            return;
        }
        body.addFirst(next);
        if (eats) {
            over = body.size() == columns * rows;
            food = over ? food : freeSpot();
        }
    }

    private Spot freeSpot() {
        Spot spot = new Spot(random.nextInt(columns), random.nextInt(rows));
        while (body.contains(spot)) {
            spot = new Spot(random.nextInt(columns), random.nextInt(rows));
        }
        return spot;
    }

    Spot head() {
        return body.getFirst();
    }

    Spot food() {
        return food;
    }

    int length() {
        return body.size();
    }

    boolean over() {
        return over;
    }

    @Override
    public String drawn(Size size) {
        if (size.columns() < 2 * columns + 2 || size.rows() < rows + 3) {
            return "The window is too small for this field; q ends.";
        }
        StringBuilder screen = new StringBuilder("┌" + "──".repeat(columns) + "┐\n");
        for (int row = 0; row < rows; row++) {
            screen.append('│');
            for (int column = 0; column < columns; column++) {
                screen.append(at(new Spot(column, row)));
            }
            screen.append("│\n");
        }
        screen.append('└').append("──".repeat(columns)).append("┘\n");
        String told = over ? Style.RED.of("Over.") + " " : "";
        return screen + told + "Eaten: " + (length() - 1) + Style.FAINT.of("  arrows turn, q ends");
    }

    private String at(Spot spot) {
        if (spot.equals(head())) {
            return Style.YELLOW.of("██");
        }
        if (body.contains(spot)) {
            return Style.GREEN.of("██");
        }
        return spot.equals(food) ? Style.RED.of("◆ ") : "  ";
    }
}
