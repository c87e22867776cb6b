package io.sluice.demo.shell;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the shell has to offer. */
final class Programs {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SNAKES_STEP = Duration.ofMillis(130);
    private static final int MOST_LINES = 1_000_000;
    private static final int LINES_AT_ONCE = 200;

    private Programs() {}

    static List<Program> all(Clock clock) {
        return List.of(
                new Program("clock", "the time, large", (terminal, arguments) -> {
                    FullScreen.show(terminal, SECOND, new BigClock(clock));
                }),
                new Program("colours", "what the terminal can show", Programs::colours),
                new Program("count", "count 10000 prints so many lines, to scroll back in", Programs::count),
                new Program("echo", "prints what stands behind it", (terminal, arguments) -> {
                    terminal.print(arguments + "\n");
                }),
                new Program("scripts", "greetings from around the world, and a link", Programs::scripts),
                new Program("size", "the window's size, and each change of it", Programs::size),
                new Program("snake", "the game; arrows turn", (terminal, arguments) -> {
                    FullScreen.show(terminal, SNAKES_STEP, new Snake(terminal.size(), new Random()));
                }),
                new Program("top", "what a lock on a canal is busy with", (terminal, arguments) -> {
                    FullScreen.show(terminal, SECOND, new EngineRoom());
                }));
    }

    private static void colours(Terminal terminal, String arguments) throws IOException {
        String styles = Arrays.stream(Style.values())
                .filter(style -> style != Style.PROMPT)
                .map(style -> style.of(style.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
        String sixteen = blocks(0, 16) + "\n";
        String cube = IntStream.range(0, 6)
                .mapToObj(row -> blocks(16 + 36 * row, 36) + "\n")
                .collect(Collectors.joining());
        String rainbow = IntStream.range(0, 72)
                .mapToObj(i -> "\u001b[48;2;%d;%d;%dm ".formatted(255 - i * 3, (i * 7) % 256, 40 + i * 3))
                .collect(Collectors.joining());
        terminal.print(styles + "\n" + sixteen + cube + rainbow + "\u001b[0m\n");
    }

    private static String blocks(int first, int count) {
        return IntStream.range(first, first + count)
                        .mapToObj(colour -> "\u001b[48;5;" + colour + "m  ")
                        .collect(Collectors.joining())
                + "\u001b[0m";
    }

    private static void count(Terminal terminal, String arguments) throws IOException {
        if (!arguments.matches("\\d{1,7}") || Integer.parseInt(arguments) > MOST_LINES) {
            terminal.print("Up to which number? count 10000, say, and " + MOST_LINES + " at most.\n");
            return;
        }
        int last = Integer.parseInt(arguments);
        for (int from = 1; from <= last; from += LINES_AT_ONCE) {
            if (terminal.interrupted()) {
                terminal.print("^C\n");
                return;
            }
            String lines = IntStream.rangeClosed(from, Math.min(last, from + LINES_AT_ONCE - 1))
                    .mapToObj(number -> number + "\n")
                    .collect(Collectors.joining());
            terminal.print(lines);
        }
    }

    private static void scripts(Terminal terminal, String arguments) throws IOException {
        terminal.print("""
                English   Hello
                Deutsch   Grüß Gott
                Ελληνικά  Γειά σου
                Русский   Привет
                中文      你好
                日本語    こんにちは
                한국어    안녕하세요
                Emoji     🚢 🦆 🌊
                A link    https://www.rfc-editor.org/rfc/rfc4254
                """);
    }

    private static void size(Terminal terminal, String arguments) throws IOException {
        Size said = terminal.size();
        terminal.print(said.columns() + " columns, " + said.rows() + " rows; q ends\n");
        for (Key key = terminal.key(); !key.quits(); key = terminal.key()) {
            if (!terminal.size().equals(said)) {
                said = terminal.size();
                terminal.print(said.columns() + " columns, " + said.rows() + " rows\n");
            }
        }
    }
}
