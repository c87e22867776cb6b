package io.sluice.demo.shell;

/** How text looks on a terminal. */
enum Style {
    BOLD("1"),
    FAINT("2"),
    ITALIC("3"),
    UNDERLINED("4"),
    REVERSED("7"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    CYAN("36"),
    PROMPT("1;32");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String of(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
