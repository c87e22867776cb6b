package io.sluice.demo.shell;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shell on one terminal: a prompt, lines, and what they start. Used by one thread. */
final class Shell {
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final String WELCOME = """

            %s
            It runs nothing on the machine that it is on. What you type is encrypted
            here and decrypted there: the gateway in between sees neither.

            %s shows what there is. Try %s, or %s.

            """.formatted(
                    Style.BOLD.of("This is the demo shell of Sluice."),
                    Style.CYAN.of("help"),
                    Style.CYAN.of("top"),
                    Style.CYAN.of("snake"));

    private final Terminal terminal;
    private final String prompt;
    private final History history = new History();
    private final List<Program> programs;

    Shell(Terminal terminal, String user, Clock clock) {
        this.terminal = terminal;
        this.prompt = promptOf(user);
        this.programs = Programs.all(clock);
    }

    /** A name is what the client says, so it is not printed as it is. */
    private static String promptOf(String user) {
        return user.matches("[A-Za-z0-9._-]{1,20}") ? user + "@demo> " : "demo> ";
    }

    /**
     * Runs until the user leaves.
     *
     * @throws IOException when the client is gone
     */
    void run() throws IOException {
        terminal.print(WELCOME);
        for (String line = line(); line != null; line = line()) {
            if (line.equals("exit") || line.equals("logout")) {
                break;
            }
            start(line);
        }
        terminal.print("Good-bye.\n");
    }

    private @Nullable String line() throws IOException {
        LineEditor editor = new LineEditor(prompt, names(), history);
        while (true) {
            terminal.print(editor.drawn(terminal.size().columns()));
            LineEditor.Outcome outcome = editor.press(terminal.key());
            switch (outcome) {
                case TYPING -> {}
                case CLEARED -> terminal.print(CLEAR);
                case ENOUGH -> {
                    terminal.print("\n");
                    return null;
                }
                case ABANDONED -> {
                    terminal.print("^C\n");
                    return "";
                }
                case ENTERED -> {
                    terminal.print("\n");
                    history.add(editor.text());
                    return editor.text().strip();
                }
            }
        }
    }

    private List<String> names() {
        return programs.stream().map(Program::name).toList();
    }

    private void start(String line) throws IOException {
        if (line.isEmpty()) {
            return;
        }
        String[] words = line.split("\\s+", 2);
        String name = words[0];
        if (name.equals("help")) {
            help();
            return;
        }
        for (Program program : programs) {
            if (program.name().equals(name)) {
                program.body().run(terminal, words.length > 1 ? words[1] : "");
                return;
            }
        }
        terminal.print("There is no \"" + name + "\" here; " + Style.CYAN.of("help") + " shows what there is.\n");
    }

    private void help() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Program program : programs) {
            text.append("  ")
                    .append(Style.CYAN.of(String.format("%-10s", program.name())))
                    .append(program.summary())
                    .append('\n');
        }
        text.append("  ").append(Style.CYAN.of("exit      ")).append("leaves, as Ctrl-D does\n");
        text.append("Arrows edit the line and bring earlier ones back; Tab completes; Ctrl-C ends what runs.\n");
        terminal.print(text.toString());
    }
}
