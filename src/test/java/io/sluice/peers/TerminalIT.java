package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.sluice.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's server, a real browser that speaks SSH with it, and the gateway between them: what a terminal must do. */
@RequiresProgram(value = "sshd", debian = "openssh-server")
@RequiresProgram(value = "bash", debian = "bash")
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class TerminalIT {
    private static final int MEBIBYTE = 1 << 20;

    private static Chromium chromium;

    @TempDir
    private Path folder;

    private SecureShellServer server;
    private SluiceProcess gateway;
    private Chromium.Tab tab;
    private TerminalPage terminal;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void start() throws Exception {
        server = SecureShellServer.start(folder);
        gateway = SluiceProcess.serve("--route", "/ssh/build=127.0.0.1:" + server.port());
        open(1000, 700);
    }

    @AfterEach
    void stop() {
        SecureShellServer startedServer = server;
        SluiceProcess startedGateway = gateway;
        Chromium.Tab openTab = tab;
        try (startedServer;
                startedGateway;
                openTab) {
            // Closes all of them, whatever becomes of one.
        }
    }

    private Page open(int width, int height) {
        if (tab != null) {
            tab.close();
        }
        tab = chromium.tab(width, height);
        terminal = new TerminalPage(tab).open(gateway.address());
        return terminal.page();
    }

    private void logIn() {
        terminal.accept().logInByKey(server.clientKey());
    }

    @Test
    void shell_knows_the_size_of_the_screen_and_each_new_one() {
        logIn();
        terminal.run("stty size");
        String before = terminal.row(1);
        terminal.page().setViewportSize(700, 500);
        Eventually.holds("the shell hears of it", () -> {
            terminal.run("clear; stty size");
            return !terminal.row(0).equals(before) && terminal.row(0).startsWith(terminal.rows() + " ");
        });
        String[] size = terminal.row(0).split(" ");
        // As many letters as the shell thinks fit into one row.
        terminal.run("clear; printf '%" + size[1] + "s' '' | tr ' ' x; echo y");
        assertEquals("x".repeat(Integer.parseInt(size[1])), terminal.row(0));
        assertEquals("y", terminal.row(1));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void five_megabytes_of_output_arrive_without_a_byte_lost() throws Exception {
        open(2600, 600);
        // So small that all of it fits into what can be scrolled back.
        terminal.page().evaluate("localStorage.setItem('sluice ssh / ', '{\"fontSize\":8}')");
        terminal.page().reload();
        logIn();
        Path file = folder.resolve("output");
        Random random = new Random(6);
        List<String> lines = IntStream.range(0, 9_800)
                .mapToObj(number -> number + " " + letters(random, 510))
                .toList();
        Files.write(file, lines);
        assertTrue(Files.size(file) > 5_000_000);
        terminal.run("clear; stty size");
        assertTrue(Integer.parseInt(terminal.row(0).split(" ")[1]) > 516, terminal.row(0));
        terminal.run("clear; cat " + file);
        List<String> shown = terminal.all().lines().toList();
        int from = shown.indexOf(lines.get(0));
        assertTrue(from >= 0, "the first line is there");
        assertEquals(lines, shown.subList(from, from + lines.size()));
        assertEquals(List.of(), tab.complaints());
    }

    private static String letters(Random random, int count) {
        return random.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void keys_are_exchanged_anew_in_the_middle_of_much_output_and_input() throws Exception {
        server.close();
        server = SecureShellServer.configured(
                Files.createDirectory(folder.resolve("rekeying")), "UsePAM no", "RekeyLimit 256K", "LogLevel DEBUG");
        gateway.close();
        gateway = SluiceProcess.serve("--route", "/ssh/build=127.0.0.1:" + server.port());
        open(1000, 700);
        logIn();
        terminal.run("clear; seq 400000 | tail -c 2000000");
        server.awaitLog("rekeying out");
        server.awaitLog("rekeying in");
        List<String> shown = terminal.all().lines().toList();
        int last = shown.indexOf("400000");
        assertTrue(last >= 9_000, "all of it has arrived");
        assertEquals(
                IntStream.rangeClosed(391_001, 400_000)
                        .mapToObj(Integer::toString)
                        .toList(),
                shown.subList(last - 8_999, last + 1));
        pastesInto(folder.resolve("pasted"));
    }

    @Test
    void pasting_a_megabyte_loses_nothing() throws Exception {
        logIn();
        pastesInto(folder.resolve("pasted"));
        assertEquals(List.of(), tab.complaints());
    }

    private void pastesInto(Path file) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < MEBIBYTE; line++) {
            text.append(line).append(" äöü 漢字 🙂 ~ the quick brown fox\n");
        }
        terminal.type("clear; cat > " + file + "\n");
        terminal.page().evaluate("text => navigator.clipboard.writeText(text)", text.toString());
        terminal.page().locator("#stage textarea").focus();
        terminal.page().keyboard().press("Control+Shift+V");
        Eventually.holds("all of it has arrived", () -> size(file) >= bytes(text));
        terminal.page().keyboard().press("Control+D");
        terminal.run("clear");
        assertEquals(text.toString(), Files.readString(file));
    }

    private static long bytes(CharSequence text) {
        return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    @Test
    @RequiresProgram(
            value = {"vim.basic", "vim.tiny", "vim"},
            debian = "vim-tiny")
    void vim_is_drawn_right() throws Exception {
        logIn();
        Path file = folder.resolve("text");
        Files.write(file, List.of("first line", "second 漢字 line", "third line"));
        String vim = Programs.path("vim.basic", "vim.tiny", "vim");
        terminal.type(vim + " -u NONE -N +'set laststatus=2 statusline=at:%l,%v' " + file + "\n");
        terminal.awaitText("at:1,1");
        int rows = terminal.rows();
        assertEquals("first line", terminal.row(0));
        assertEquals("second 漢字 line", terminal.row(1));
        assertEquals("third line", terminal.row(2));
        for (int row = 3; row < rows - 2; row++) {
            assertEquals("~", terminal.row(row));
        }
        terminal.type("ddGonew line");
        terminal.page().keyboard().press("Escape");
        terminal.page().keyboard().press("ArrowUp");
        terminal.awaitText("at:2,8");
        assertEquals("second 漢字 line", terminal.row(0));
        assertEquals("third line", terminal.row(1));
        assertEquals("new line", terminal.row(2));
        assertEquals("~", terminal.row(3));
        terminal.type(":wq\n");
        terminal.run("echo");
        assertEquals(List.of("second 漢字 line", "third line", "new line"), Files.readAllLines(file));
        // What was there before is there again: vim had a screen of its own.
        assertFalse(terminal.screen().contains("at:2"), terminal.screen());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void colours_are_those_that_were_asked_for() {
        logIn();
        terminal.run("clear; printf '\\033[48;2;10;120;200m  \\033[0m\\n'");
        assertEquals(
                "rgb(10, 120, 200)",
                terminal.page()
                        .evalOnSelector(
                                "#stage .xterm-rows > div:first-child > span",
                                "cell => getComputedStyle(cell).backgroundColor"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void search_finds_up_and_down_and_says_where_it_is() {
        logIn();
        terminal.run("clear; for i in 1 2 3; do seq 1 60; echo needle-$i; done");
        Page page = terminal.page();
        page.keyboard().press("Control+Shift+F");
        page.keyboard().type("needle-");
        Eventually.holds("three are found", () -> found().equals("3 of 3"));
        page.locator("#previous").click();
        page.locator("#previous").click();
        Eventually.holds("the first is shown", () -> found().equals("1 of 3"));
        terminal.awaitText("needle-1");
        page.locator("#next").click();
        Eventually.holds("the second is shown", () -> found().equals("2 of 3"));
        terminal.awaitText("needle-2");
        page.locator("#sought").fill("nowhere");
        Eventually.holds("nothing is found", () -> found().equals("Not found"));
        page.keyboard().press("Escape");
        assertFalse(page.locator("#finder").isVisible());
        terminal.run("clear; echo typed");
        assertEquals("typed", terminal.row(0));
        assertEquals(List.of(), tab.complaints());
    }

    private String found() {
        return terminal.page().locator("#found").textContent();
    }

    @Test
    void letters_grow_and_shrink_and_stay_so() {
        logIn();
        terminal.run("clear; stty size");
        int before = Integer.parseInt(terminal.row(0).split(" ")[1]);
        terminal.page().locator("#larger").click();
        terminal.page().locator("#stage textarea").focus();
        terminal.page().keyboard().press("Control+=");
        terminal.page().keyboard().press("Control+=");
        Eventually.holds("fewer letters fit", () -> {
            terminal.run("clear; stty size");
            return Integer.parseInt(terminal.row(0).split(" ")[1]) < before;
        });
        assertEquals(17, storedFontSize());
        terminal.page().keyboard().press("Control+-");
        assertEquals(16, storedFontSize());
        terminal.page().keyboard().press("Control+0");
        assertEquals(14, storedFontSize());
    }

    private Object storedFontSize() {
        return terminal.page().evaluate("JSON.parse(localStorage.getItem('sluice ssh / ')).fontSize");
    }

    @Test
    void terminal_is_dark_or_light_as_one_likes() {
        logIn();
        String light = background();
        terminal.page().locator("#theme").click();
        assertEquals("Light colours", terminal.page().locator("#theme").innerText());
        assertEquals(light, background());
        terminal.page().locator("#theme").click();
        String dark = background();
        assertNotEquals(light, dark);
        terminal.page().reload();
        assertEquals(dark, background());
    }

    private String background() {
        return terminal.page()
                .evalOnSelector("#stage", "stage => getComputedStyle(stage).backgroundColor")
                .toString();
    }

    @Test
    void what_is_selected_is_copied_and_everything_can_be() {
        logIn();
        terminal.run("clear; echo first; echo second");
        Page page = terminal.page();
        page.mouse().dblclick(20, 58);
        page.keyboard().press("Control+Shift+C");
        Eventually.holds("a word is copied", () -> terminal.clipboard().equals("first"));
        terminal.run("clear; echo third");
        page.locator("#copy").click();
        assertTrue(page.locator("#all-text").inputValue().contains("third\ndone"));
        // The terminal behind the sheet is out of reach.
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("Tab");
            assertEquals(
                    false, page.evaluate("document.activeElement.closest('#bar, #finder, #stage, #keys') !== null"));
        }
        page.locator("#all-text").focus();
        page.keyboard().press("Escape");
        terminal.run("clear; echo still typing");
        assertEquals("still typing", terminal.row(0));
    }

    @Test
    void selected_part_is_copied_the_old_way_where_the_new_one_is_forbidden_or_said_not_to_be() {
        logIn();
        terminal.run("clear; echo first; echo second");
        Page page = terminal.page();
        page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))");
        page.locator("#copy").click();
        page.evaluate("const field = document.getElementById('all-text');"
                + " const at = field.value.indexOf('second'); field.setSelectionRange(at, at + 6);");
        page.locator("#copying [type=submit]").click();
        page.waitForSelector("#copying", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
        assertEquals("second", terminal.clipboard());
        page.evaluate("void (document.execCommand = () => false)");
        page.locator("#copy").click();
        page.evaluate("document.getElementById('all-text').setSelectionRange(0, 3)");
        page.locator("#copying [type=submit]").click();
        page.waitForSelector("#copying-problem:not(:empty)");
        assertEquals("all-text", focused());
        page.locator("#close-copying").click();
        page.locator("#copy").click();
        assertEquals("", page.locator("#copying-problem").textContent());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void nothing_behind_a_sheet_can_be_reached() {
        // So narrow that there is everything.
        Page page = open(520, 700);
        logIn();
        page.keyboard().press("Control+Shift+F");
        assertTrue(page.locator("#sought").isVisible());
        assertTrue(page.locator("#keys").isVisible());
        page.evaluate("void (navigator.clipboard.readText = () => Promise.reject(new Error()))");
        for (String sheet : List.of("copying", "pasting")) {
            page.locator("#more").click();
            page.locator(sheet.equals("copying") ? "#copy" : "#paste").click();
            assertTrue(page.locator("#" + sheet).isVisible(), sheet);
            for (int i = 0; i < 30; i++) {
                page.keyboard().press(i < 15 ? "Tab" : "Shift+Tab");
                assertEquals(
                        "", page.evaluate("document.activeElement.closest('#bar, #finder, #stage, #keys')?.id ?? ''"));
            }
            page.keyboard().press("Control+Shift+F");
            assertNotEquals("sought", focused());
            page.locator("#close-" + sheet).click();
        }
        page.locator("#sought").fill("back");
        assertEquals("sought", focused());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void nothing_that_is_pasted_passes_for_the_end_of_the_paste() {
        logIn();
        terminal.run("clear; bind 'set enable-bracketed-paste on'");
        terminal.page().evaluate("text => navigator.clipboard.writeText(text)", "echo a\u001b[201~\recho b");
        terminal.page().locator("#paste").click();
        terminal.awaitText("echo b");
        terminal.page().keyboard().press("Enter");
        terminal.run("echo");
        assertTrue(terminal.screen().contains("[201~"), terminal.screen());
    }

    @Test
    void screen_reader_is_told_what_appears_if_one_wants() {
        logIn();
        assertEquals(0, terminal.page().locator("#stage .xterm-accessibility").count());
        terminal.page().locator("#reader").click();
        terminal.page().locator("#stage textarea").focus();
        // Screen readers need keys: xterm.js leaves lines that come at once to them.
        terminal.type("clear; echo for all ears\n");
        Eventually.holds(
                "it is told",
                () -> terminal.page()
                        .locator("#stage .xterm-accessibility-tree")
                        .innerText()
                        .contains("for all ears"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void everything_can_be_done_with_the_keyboard() {
        Page page = terminal.page();
        terminal.awaitState("checkingKey");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        terminal.awaitState("loggingIn");
        page.keyboard().type(System.getProperty("user.name"));
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowRight");
        assertTrue(page.locator("#key-text").isVisible());
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertEquals("key-text", focused());
        page.keyboard().insertText(text(server.clientKey()));
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        terminal.awaitShell();
        assertEquals("", page.locator("#key-text").inputValue());
        page.keyboard().press("Control+Shift+F6");
        assertEquals("copy", focused());
        page.keyboard().press("Escape");
        terminal.run("clear; echo back");
        assertEquals("back", terminal.row(0));
        page.keyboard().type("exit 4\n");
        terminal.awaitState("ended");
        assertEquals("reconnect", focused());
        page.keyboard().press("Enter");
        // The key of the server is known by now.
        terminal.awaitState("loggingIn");
        assertEquals(List.of(), tab.complaints());
    }

    private String focused() {
        return terminal.page().evaluate("document.activeElement.id").toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void exit_status_is_shown_and_one_may_log_in_again() {
        logIn();
        terminal.type("exit 42\n");
        terminal.awaitState("ended");
        assertEquals("The shell has ended", terminal.heading());
        assertEquals("Exit status 42.", terminal.text());
        terminal.page().locator("#reconnect").click();
        terminal.awaitState("loggingIn");
        terminal.logInByKey(server.clientKey());
        terminal.run("clear; echo again");
        assertEquals("again", terminal.row(0));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void killed_shell_killed_server_and_killed_gateway_are_explained() throws Exception {
        logIn();
        terminal.type("kill -9 $$\n");
        terminal.awaitState("ended");
        assertEquals("Signal KILL.", terminal.text());
        terminal.page().locator("#reconnect").click();
        terminal.awaitState("loggingIn");
        terminal.logInByKey(server.clientKey());
        server.close();
        terminal.awaitState("ended");
        assertTrue(
                List.of("1000", "1011")
                        .contains(terminal.page().locator("#panel").getAttribute("data-code")),
                terminal.heading());
        terminal.page().locator("#reconnect").click();
        Eventually.holds(
                "the refusal is explained", () -> terminal.heading().equals("The computer refused the connection"));
    }

    @Test
    void phone_has_the_keys_that_it_lacks_and_no_need_to_scroll_sideways() {
        Page page = open(360, 740);
        terminal.accept();
        assertFitsInto(360);
        terminal.logInByKey(server.clientKey());
        assertFitsInto(360);
        terminal.type("cat\n");
        page.locator("#control").click();
        assertEquals("true", page.locator("#control").getAttribute("aria-pressed"));
        page.keyboard().type("c");
        assertEquals("false", page.locator("#control").getAttribute("aria-pressed"));
        terminal.awaitText("^C");
        terminal.run("clear; echo one");
        page.locator("[data-arrow=up]").click();
        page.keyboard().press("Enter");
        Eventually.holds("the last command runs again", () -> terminal.row(0).equals("one"));
        page.keyboard().type("echo a ");
        page.locator("[data-send='|']").click();
        terminal.run("tr a b");
        terminal.awaitText("\nb");
        assertEquals(List.of(), tab.complaints());
    }

    private void assertFitsInto(int width) {
        assertEquals(width, terminal.page().evaluate("document.documentElement.scrollWidth"));
    }
}
