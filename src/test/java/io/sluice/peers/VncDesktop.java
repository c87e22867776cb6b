package io.sluice.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * TigerVNC's X server on a free display, with a terminal that fills nearly all of its screen, shows a pattern of many
 * colours, and writes down what is typed and clicked.
 */
final class VncDesktop implements AutoCloseable {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    /** The size of a character, in pixels: the terminal's font is the one that is built into every X server. */
    static final int CELL_WIDTH = 6;

    static final int CELL_HEIGHT = 13;

    /** Eight characters: more are of no account in VNC. */
    static final String PASSWORD = "sesame12";

    /** What {@code vncpasswd -f} makes of it: DES with a key that everybody knows. */
    private static final String PASSWORD_FILE = "1a3804a11bc4402c";

    /** All 256 colours of the terminal, and some text; clicks are reported in SGR form (xterm's mode 1006). */
    private static final String TERMINAL = """
            printf '\\033[?25l\\033[?1000h\\033[?1006h'
            colour=0
            while [ $colour -lt 256 ]; do
              printf '\\033[48;5;%dm   ' $colour
              colour=$((colour + 1))
              [ $((colour % 32)) -eq 0 ] && printf '\\033[0m The quick\\n'
            done
            stty -icanon -echo
            : > "$1"
            exec cat > "$1"
            """;

    private final ChildProcess server;
    private final ChildProcess terminal;
    private final String display;
    private final Path typed;

    private VncDesktop(ChildProcess server, ChildProcess terminal, String display, Path typed) {
        this.server = server;
        this.terminal = terminal;
        this.display = display;
        this.typed = typed;
    }

    /** Starts one that listens on this port and lets everybody in, and returns once it is drawn. */
    static VncDesktop start(int port, Path folder) throws Exception {
        return start(port, folder, List.of("-SecurityTypes", "None"));
    }

    /** The same for whoever knows the {@link #PASSWORD}. */
    static VncDesktop startWithPassword(int port, Path folder) throws Exception {
        Path file = Files.write(
                Files.createTempFile(folder, "password", ""), HexFormat.of().parseHex(PASSWORD_FILE));
        return start(port, folder, List.of("-SecurityTypes", "VncAuth", "-PasswordFile", file.toString()));
    }

    private static VncDesktop start(int port, Path folder, List<String> security) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Programs.path("Xtigervnc", "Xvnc"),
                "-displayfd",
                "1",
                "-rfbport",
                Integer.toString(port),
                "-localhost",
                // In VNC the pointer is no part of the picture.
                "-nocursor",
                "-geometry",
                WIDTH + "x" + HEIGHT,
                "-depth",
                "24"));
        command.addAll(security);
        ChildProcess server = ChildProcess.start(Map.of(), command);
        try {
            String display =
                    ":" + server.awaitOutput(Pattern.compile("^(\\d+)\\n")).group(1);
            Path typed = Files.createTempDirectory(folder, "typed").resolve("typed");
            ChildProcess terminal = ChildProcess.start(
                    Programs.path("xterm"),
                    "-display",
                    display,
                    "-fn",
                    "fixed",
                    "-b",
                    "0",
                    "-bw",
                    "0",
                    "-geometry",
                    WIDTH / CELL_WIDTH + "x" + HEIGHT / CELL_HEIGHT + "+0+0",
                    "-e",
                    "sh",
                    "-c",
                    TERMINAL,
                    "terminal",
                    typed.toString());
            VncDesktop desktop = new VncDesktop(server, terminal, display, typed);
            Eventually.holds("the terminal is drawn: " + terminal, () -> Files.exists(typed));
            return desktop;
        } catch (Throwable e) {
            server.close();
            throw e;
        }
    }

    /** What is on the screen, asked for without VNC. */
    Picture picture() throws Exception {
        Path dump = Files.createTempFile(typed.getParent(), "screen", ".xwd");
        ChildProcess.output(Programs.path("xwd"), "-display", display, "-root", "-silent", "-out", dump.toString());
        return Picture.fromXwd(Files.readAllBytes(dump));
    }

    /** Copies on the desktop, as its programs do; the text stays for as long as what is returned runs. */
    ChildProcess copy(String text) throws Exception {
        Path file = Files.writeString(Files.createTempFile(typed.getParent(), "copied", ""), text);
        ChildProcess holder = ChildProcess.start(
                Programs.path("xclip"),
                "-display",
                display,
                "-selection",
                "clipboard",
                "-quiet",
                "-in",
                file.toString());
        holder.awaitError(Pattern.compile("Waiting for selection requests"));
        return holder;
    }

    /** What would be pasted on the desktop; empty when there is nothing. */
    String clipboard() {
        try {
            return ChildProcess.run(
                            List.of(Programs.path("xclip"), "-display", display, "-selection", "clipboard", "-out"))
                    .output();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What the terminal has been sent, one character a byte. */
    String typed() {
        try {
            return Files.readString(typed, ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the X server like a crash. */
    void kill() {
        server.kill();
    }

    @Override
    public void close() {
        for (ChildProcess child : List.of(terminal, server)) {
            child.close();
        }
    }
}
