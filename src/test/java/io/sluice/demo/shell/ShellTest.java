package io.sluice.demo.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shell on a terminal without a network. */
final class ShellTest {
    private static final String LEFT_SCREEN = "\u001b[?1049l";

    private final ShellThreads threads = new ShellThreads();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PipedOutputStream typing = new PipedOutputStream();
    private Terminal terminal;
    private Thread shell;

    @BeforeEach
    void start() throws IOException {
        terminal = new Terminal(new PipedInputStream(typing, 1 << 16), printed, new Size(80, 24));
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:34:56Z"), ZoneOffset.UTC);
        threads.newThread(terminal::read).start();
        shell = threads.newThread(() -> {
            try {
                new Shell(terminal, "alice", clock).run();
            } catch (IOException e) {
                // The terminal was closed.
            }
        });
        shell.start();
    }

    @AfterEach
    void stop() throws IOException {
        typing.close();
        terminal.close();
        threads.join();
    }

    private void type(String text) throws IOException {
        typing.write(text.getBytes(UTF_8));
        typing.flush();
    }

    private void awaitPrinted(String text) {
        Eventually.holds("it prints " + text, () -> printed().contains(text));
    }

    private String printed() {
        return printed.toString(UTF_8);
    }

    @Test
    void greets_and_says_what_there_is() throws IOException {
        awaitPrinted("alice@demo> ");
        type("help\r");
        for (Program program : Programs.all(Clock.systemUTC())) {
            awaitPrinted(program.summary());
        }
        assertFalse(printed().replace("\r\n", "").contains("\n"), "every line ends as a terminal has it");
    }

    @Test
    void what_is_not_there_is_said_and_nothing_runs() throws IOException {
        type("ls /\r");
        awaitPrinted("There is no \"ls\" here");
    }

    @Test
    void a_line_is_edited_before_it_counts() throws IOException {
        type("echo 汉x\u007f字\r");
        awaitPrinted("\r\n汉字\r\n");
        type("\u001b[A!\r");
        awaitPrinted("\r\n汉字!\r\n");
    }

    @Test
    void counting_ends_with_control_c_and_the_shell_goes_on() throws IOException {
        type("count 1000000\r");
        awaitPrinted("\r\n401\r\n");
        type("\u0003");
        awaitPrinted("^C\r\n");
        type("echo still here\r");
        awaitPrinted("\r\nstill here\r\n");
        assertFalse(printed().contains("\r\n1000000\r\n"));
    }

    @Test
    void counting_prints_every_line() throws IOException {
        type("count 10000\r");
        awaitPrinted("\r\n10000\r\n");
        assertTrue(printed().contains("\r\n9999\r\n10000\r\n"));
        type("count x\r");
        awaitPrinted("Up to which number?");
    }

    @Test
    void size_is_told_again_when_the_window_changes() throws IOException {
        type("size\r");
        awaitPrinted("80 columns, 24 rows");
        terminal.resize(new Size(100, 30));
        awaitPrinted("100 columns, 30 rows");
        type("qecho back\r");
        awaitPrinted("\r\nback\r\n");
    }

    @Test
    void full_screens_are_left_as_they_were_entered() throws IOException {
        for (String name : new String[] {"clock", "top", "snake"}) {
            printed.reset();
            type(name + "\r");
            awaitPrinted("\u001b[?1049h");
            awaitPrinted("q ends");
            type("q");
            awaitPrinted(LEFT_SCREEN);
        }
    }

    @Test
    void exit_and_control_d_end_it() throws Exception {
        type("echo a\rexit\recho b\r");
        Eventually.holds("the shell ends", () -> !shell.isAlive());
        awaitPrinted("Good-bye.");
        assertFalse(printed().contains("\r\nb\r\n"));
    }

    @Test
    void closing_the_terminal_ends_whatever_runs() throws Exception {
        type("snake\r");
        awaitPrinted("q ends");
        terminal.close();
        Eventually.holds("the shell ends", () -> !shell.isAlive());
    }

    @Test
    void nothing_is_printed_on_a_closed_terminal() {
        terminal.close();
        assertThrows(EOFException.class, () -> terminal.print("too late"));
        assertFalse(printed().contains("too late"));
    }

    @Test
    void what_is_typed_before_the_end_still_counts() throws Exception {
        type("echo last\r");
        typing.close();
        Eventually.holds("the shell ends", () -> !shell.isAlive());
        assertTrue(printed().contains("\r\nlast\r\n"));
    }

    @Test
    void a_strange_name_is_not_printed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal other = new Terminal(InputStream.nullInputStream(), out, new Size(80, 24));
        other.read();
        try {
            new Shell(other, "\u001b]0;evil\u0007", Clock.systemUTC()).run();
        } catch (IOException e) {
            // Nothing was typed.
        }
        assertFalse(out.toString(UTF_8).contains("evil"));
        assertTrue(out.toString(UTF_8).contains("demo> "));
        assertEquals(new Size(80, 24), Size.of("-1", "nothing"));
    }
}
