package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The terminal's page and the shell of {@code sluice demo}: what somebody sees who has no server at hand. */
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class TerminalDemoIT {
    private static final Pattern SIZE = Pattern.compile("(\\d+) columns, (\\d+) rows");

    @Test
    void demo_shell_lets_anybody_in_follows_the_window_and_says_how_it_ended() throws Exception {
        try (SluiceProcess demo = SluiceProcess.start(List.of("demo", "--listen", "127.0.0.1:0"));
                Chromium chromium = Chromium.launch();
                Chromium.Tab tab = chromium.tab(1000, 700)) {
            TerminalPage terminal = new TerminalPage(tab);
            tab.page()
                    .navigate(demo.address()
                            .resolve("view/ssh.html?route=%2Fdemo%2Fshell")
                            .toString());
            terminal.accept().logInByPassword("alice", "any password");
            terminal.awaitState("connected");
            terminal.awaitText("alice@demo>");

            terminal.type("size\n");
            terminal.awaitText("q ends");
            int columns = columns(terminal);
            assertEquals(terminal.rows(), rows(terminal));
            assertTrue(columns > 100, terminal.screen());
            tab.page().setViewportSize(700, 500);
            Eventually.holds(
                    "the shell says the new size",
                    () -> columns(terminal) < columns && rows(terminal) == terminal.rows());

            terminal.type("q");
            Eventually.holds(
                    "the shell is back", () -> terminal.screen().stripTrailing().endsWith("alice@demo>"));
            terminal.type("exit\n");
            terminal.awaitState("ended");
            assertEquals("The shell has ended", terminal.heading());
            assertEquals("Exit status 0.", terminal.text());
            assertEquals(List.of(), tab.complaints());
        }
    }

    private static int columns(TerminalPage terminal) {
        return Integer.parseInt(lastSize(terminal).group(1));
    }

    private static int rows(TerminalPage terminal) {
        return Integer.parseInt(lastSize(terminal).group(2));
    }

    private static MatchResult lastSize(TerminalPage terminal) {
        List<MatchResult> said = SIZE.matcher(terminal.screen()).results().toList();
        return said.get(said.size() - 1);
    }
}
