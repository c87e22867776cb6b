package io.sluice.demo.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnakeTest {
    private static final Size SIZE = new Size(80, 24);

    private final Snake snake = new Snake(SIZE, new Random(1));

    /** Goes to the food, first up or down, then left or right; never straight back. */
    private void eat() {
        int length = snake.length();
        while (snake.length() == length && !snake.over()) {
            Snake.Spot head = snake.head();
            Snake.Spot food = snake.food();
            if (head.row() != food.row()) {
                snake.press(Key.of(head.row() < food.row() ? Key.Kind.DOWN : Key.Kind.UP));
            } else {
                snake.press(Key.of(head.column() < food.column() ? Key.Kind.RIGHT : Key.Kind.LEFT));
            }
            snake.step();
        }
    }

    @Test
    void it_grows_by_what_it_eats() {
        eat();
        assertEquals(2, snake.length());
        assertFalse(snake.over());
        assertTrue(snake.drawn(SIZE).contains("Eaten: 1"));
    }

    @Test
    void the_border_ends_the_game_and_nothing_moves_after() {
        for (int i = 0; i < 100; i++) {
            snake.step();
        }
        assertTrue(snake.over());
        Snake.Spot head = snake.head();
        assertEquals(38, head.column(), "the last column before the border");
        snake.press(Key.of(Key.Kind.UP));
        snake.step();
        assertEquals(head, snake.head());
    }

    @Test
    void it_cannot_turn_straight_back() {
        snake.step();
        Snake.Spot before = snake.head();
        snake.press(Key.of(Key.Kind.LEFT));
        snake.step();
        assertEquals(before.column() + 1, snake.head().column());
    }

    @Test
    void every_row_fits_the_screen() {
        for (Size size : new Size[] {SIZE, new Size(20, 10), new Size(3, 2)}) {
            String drawn = new Snake(size, new Random(1)).drawn(size);
            if (size.rows() > 2) {
                assertTrue(drawn.lines().count() <= size.rows(), drawn);
            }
        }
    }
}
