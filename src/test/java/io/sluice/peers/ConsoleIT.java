package io.sluice.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, with a Redis server, and with targets that do as they are told. */
@RequiresProgram(value = "redis-server", debian = "redis-server")
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class ConsoleIT {
    private static RedisServer redis;
    private static TestTarget target;
    private static SluiceProcess gateway;
    private static Chromium chromium;

    private Chromium.Tab tab;
    private Page page;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        int port = RedisServer.unusedPort();
        redis = RedisServer.start(folder, "port " + port);
        target = new TestTarget();
        Path configuration = Files.writeString(
                folder.resolve("sluice.yaml"), """
                portal: {check-targets: false}
                routes:
                  /redis: {target: %d, title: A cache, viewer: console}
                  /hand: {target: %d, viewer: console}
                  /refused: {target: %d, viewer: console}
                """.formatted(port, target.port(), TestTarget.unusedPort()));
        gateway = SluiceProcess.serve("--config", configuration.toString());
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        gateway.close();
        target.close();
        redis.close();
    }

    @BeforeEach
    void openTab() {
        use(chromium.tab(1280, 800));
    }

    private void use(Chromium.Tab used) {
        tab = used;
        page = tab.page();
    }

    @AfterEach
    void closeTab() {
        tab.close();
    }

    private void open(String route) {
        page.navigate(
                gateway.address().resolve("view/console.html?route=" + route).toString());
    }

    private void openRedis() {
        open("/redis");
        tab.awaitState("connected");
        page.getByLabel("Line end").selectOption("CR LF");
    }

    private TestTarget.Connection openByHand() throws Exception {
        open("/hand");
        TestTarget.Connection connection = target.accept();
        tab.awaitState("connected");
        return connection;
    }

    private void send(String text) {
        page.getByLabel("What to send").fill(text);
        page.keyboard().press("Enter");
    }

    /** The texts of one kind, the oldest first. */
    private List<String> shown(String kind) {
        return page.locator("." + kind + " pre").allTextContents();
    }

    private void awaitReceived(String... texts) {
        Eventually.holds(
                "this comes back: " + Arrays.toString(texts),
                () -> shown("received").equals(List.of(texts)));
    }

    private void awaitNote(String expression) {
        Pattern pattern = Pattern.compile(expression);
        Eventually.holds(
                "a note says " + expression,
                () -> shown("note").stream()
                        .anyMatch(note -> pattern.matcher(note).matches()));
    }

    private Locator field() {
        return page.getByLabel("What to send");
    }

    @Test
    void line_protocol_is_spoken_with_the_line_end_that_it_wants() {
        openRedis();
        assertEquals("A cache", page.locator("#title").textContent());
        send("PING");
        awaitReceived("+PONG‹CR›‹LF›");
        send("ECHO \"Grüße 漢字\"");
        awaitReceived("+PONG‹CR›‹LF›", "$14‹CR›‹LF›\nGrüße 漢字‹CR›‹LF›");
        assertEquals(List.of("PING‹CR›‹LF›", "ECHO \"Grüße 漢字\"‹CR›‹LF›"), shown("sent"));
        assertEquals(
                "Sent 2 messages, 29 B · received 2 messages, 28 B",
                page.locator("#counts").textContent());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void hex_is_sent_and_shown_and_what_is_wrong_with_it_is_said_beside_it() {
        openRedis();
        page.getByLabel("Send").first().selectOption("Hex");
        send("50 49 4e 47 0d 0g");
        assertEquals(
                "“g” at position 17 is no hex digit. Write bytes as two of 0–9 and a–f each.",
                page.locator("#problem").textContent());
        assertEquals("50 49 4e 47 0d 0g", field().inputValue());
        assertEquals("true", field().getAttribute("aria-invalid"));
        send("50 49 4e 47 0d 0");
        assertTrue(page.locator("#problem").textContent().contains("one digit only"));
        assertEquals(List.of(), shown("sent"));
        send("50 49 4e 47 0d 0a");
        assertEquals("", page.locator("#problem").textContent());
        awaitReceived("+PONG‹CR›‹LF›");
        page.getByLabel("Show").selectOption("Hex");
        awaitReceived("0000  2b 50 4f 4e 47 0d 0a                             +PONG..");
        page.reload();
        tab.awaitState("connected");
        assertEquals("hex", page.getByLabel("Show").inputValue());
        assertEquals("hex", page.locator("#mode").inputValue());
        assertEquals("crlf", page.locator("#line-end").inputValue());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void arrow_keys_bring_back_what_was_sent() {
        openRedis();
        send("PING one");
        send("PING two");
        field().fill("draft");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        assertEquals("PING one", field().inputValue());
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertEquals("draft", field().inputValue());
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        Eventually.holds(
                "it is sent again",
                () -> shown("sent").equals(List.of("PING one‹CR›‹LF›", "PING two‹CR›‹LF›", "PING two‹CR›‹LF›")));
    }

    @Test
    void character_that_is_cut_between_messages_is_shown_whole() throws Exception {
        try (TestTarget.Connection connection = openByHand()) {
            byte[] bytes = "漢".getBytes(UTF_8);
            connection.write(Arrays.copyOf(bytes, 2));
            awaitReceived("");
            connection.write(Arrays.copyOfRange(bytes, 2, 3));
            awaitReceived("", "漢");
        }
    }

    @Test
    void target_s_end_and_one_s_own_are_told_apart() throws Exception {
        try (TestTarget.Connection connection = openByHand()) {
            connection.write("bye\n".getBytes(UTF_8));
            connection.end();
            tab.awaitState("ended");
            awaitNote("Closed: code 1000, no reason, clean, open for \\d+\\.\\d s");
            assertEquals("The session has ended", page.locator("#heading").textContent());
            assertEquals(List.of("bye‹LF›"), shown("received"));
        }
        page.locator("#reconnect").click();
        try (TestTarget.Connection connection = target.accept()) {
            tab.awaitState("connected");
            page.locator("#close").click();
            tab.awaitState("ended");
            assertEquals("You closed the connection.", page.locator("#text").textContent());
            assertEquals(0, connection.readToEnd().length);
        }
    }

    @Test
    void reset_is_shown_with_code_and_reason() throws Exception {
        try (TestTarget.Connection connection = openByHand()) {
            connection.reset();
            tab.awaitState("ended");
            awaitNote("Closed: code 1011, reason “target reset”, clean, open for .*");
            assertFalse(page.locator("#again").isVisible());
        }
    }

    @Test
    void lost_session_is_dialled_again_when_that_is_wanted() throws Exception {
        try (TestTarget.Connection connection = openByHand()) {
            page.getByLabel("Reconnect by itself").check();
            connection.write("first".getBytes(UTF_8));
            awaitReceived("first");
            connection.reset();
            tab.awaitState("waiting");
        }
        try (TestTarget.Connection connection = target.accept()) {
            tab.awaitState("connected");
            connection.write("second".getBytes(UTF_8));
            awaitReceived("first", "second");
        }
    }

    @Test
    void target_that_never_answered_is_not_dialled_again() {
        open("/refused");
        tab.awaitState("ended");
        page.getByLabel("Reconnect by itself").check();
        page.reload();
        tab.awaitState("ended");
        awaitNote("Closed: code 1014, .*");
        assertFalse(page.locator("#again").isVisible());
    }

    @Test
    void attempts_by_themselves_take_neither_focus_nor_the_panel_away() throws Exception {
        page.clock().install();
        try (TestTarget.Connection connection = openByHand()) {
            page.getByLabel("Reconnect by itself").check();
            connection.write("first".getBytes(UTF_8));
            awaitReceived("first");
            page.clock().pauseAt(System.currentTimeMillis() + 3_600_000);
            connection.reset();
            tab.awaitState("waiting");
        }
        field().focus();
        for (int attempt = 0; attempt < 2; attempt++) {
            page.evaluate("window.dispatchEvent(new Event('online'))");
            try (TestTarget.Connection connection = target.accept()) {
                page.waitForSelector("#close:enabled");
                assertEquals("connecting", page.locator("body").getAttribute("data-state"));
                assertTrue(page.locator("#panel").isVisible());
                connection.reset();
            }
            tab.awaitState("waiting");
            assertEquals("field", page.evaluate("document.activeElement.id"));
        }
        // What says nothing for a while works, too.
        page.evaluate("window.dispatchEvent(new Event('online'))");
        try (TestTarget.Connection connection = target.accept()) {
            page.waitForSelector("#close:enabled");
            page.clock().runFor(3000);
            tab.awaitState("connected");
            assertFalse(page.locator("#panel").isVisible());
        }
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void refused_target_is_shown_with_code_1014() {
        open("/refused");
        tab.awaitState("ended");
        awaitNote("Closed: code 1014, reason “target refused the connection”, clean, open for .*");
        assertEquals("1014", page.locator("#panel").getAttribute("data-code"));
        send("lost?");
        assertEquals(
                "Not connected: nothing was sent.", page.locator("#problem").textContent());
        assertEquals("lost?", field().inputValue());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void refused_handshake_is_shown_with_what_the_gateway_says_to_a_plain_request() {
        open("/nowhere");
        tab.awaitState("ended");
        awaitNote(
                "The WebSocket never opened. A plain request for this route is answered with status 404: Not Found.*");
        assertEquals("Code 1006: status 404, Not Found", page.locator("#code").textContent());
    }

    @Test
    void bulk_is_bounded_and_what_was_dropped_is_said() throws Exception {
        try (TestTarget.Connection connection = openByHand()) {
            byte[] lines = "0123456789012345678901234567890123456789012345678901234567890\n"
                    .repeat(1000)
                    .getBytes(UTF_8);
            for (int i = 0; i < 300; i++) {
                connection.write(lines);
            }
            connection.write("the last line\n".getBytes(UTF_8));
            awaitLast("the last line‹LF›");
            int kept = shown("received").stream()
                    .mapToInt(text -> text.split("\n").length)
                    .sum();
            assertTrue(kept <= 5000 && kept > 1000, kept + " lines are kept");
            assertTrue(page.locator("#dropped").textContent().matches("29\\d,\\d{3} older lines were dropped .*"));
            assertTrue(page.locator("#counts").textContent().endsWith(" 17.7 MiB"));
            assertTrue(isAtTheEnd());

            // Whoever looks at something older is left in peace.
            page.locator("#scroll").hover();
            page.mouse().wheel(0, -2000);
            page.waitForSelector("#newest:not([hidden])");
            connection.write("even later\n".getBytes(UTF_8));
            awaitLast("even later‹LF›");
            assertFalse(isAtTheEnd());
            page.locator("#newest").click();
            Eventually.holds("the newest is there", this::isAtTheEnd);
            assertEquals(List.of(), tab.complaints());
        }
    }

    private void awaitLast(String line) {
        Eventually.holds("the last that came is " + line, () -> {
            List<String> received = shown("received");
            return !received.isEmpty() && received.get(received.size() - 1).endsWith(line);
        });
    }

    private boolean isAtTheEnd() {
        Object rest = page.evalOnSelector("#scroll", "e => e.scrollHeight - e.scrollTop - e.clientHeight");
        return ((Number) rest).doubleValue() < 24;
    }

    @Test
    void transcript_is_cleared_copied_and_saved() throws Exception {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        openRedis();
        page.locator("#clear").click();
        send("PING");
        awaitReceived("+PONG‹CR›‹LF›");
        assertEquals(List.of(), shown("note"));
        String expected = "\\S+Z > PING‹CR›‹LF›\n\\S+Z < \\+PONG‹CR›‹LF›\n";
        Download download = page.waitForDownload(() -> page.locator("#save").click());
        assertEquals("redis.txt", download.suggestedFilename());
        String saved = Files.readString(download.path());
        assertTrue(saved.matches(expected), saved);
        page.locator("#copy").click();
        Eventually.holds("it is copied", () -> saved.equals(page.evaluate("navigator.clipboard.readText()")));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void keyboard_alone_is_enough() {
        openRedis();
        page.keyboard().press("Tab");
        Eventually.holds("the field has the focus", () -> {
            page.keyboard().press("Tab");
            return page.evaluate("document.activeElement.id").equals("field");
        });
        page.keyboard().type("PING");
        page.keyboard().press("Enter");
        awaitReceived("+PONG‹CR›‹LF›");
        Eventually.holds("the bar has the focus", () -> {
            page.keyboard().press("Shift+Tab");
            return page.evaluate("document.activeElement.className").equals("tool");
        });
        page.keyboard().press("End");
        page.keyboard().press("Enter");
        tab.awaitState("ended");
        assertEquals("reconnect", page.evaluate("document.activeElement.id"));
        // The tool that was used last cannot be used now.
        Eventually.holds("Tab comes to another", () -> {
            page.locator("#back").focus();
            page.keyboard().press("Tab");
            return page.evaluate("document.activeElement.id").equals("copy");
        });
        page.locator("#reconnect").focus();
        page.keyboard().press("Enter");
        tab.awaitState("connected");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void console_fits_on_a_phone() {
        tab.close();
        use(chromium.tab(Chromium.Screen.PHONE_LIGHT));
        openRedis();
        send("PING");
        awaitReceived("+PONG‹CR›‹LF›");
        page.getByLabel("Show").selectOption("Text and hex");
        awaitReceived("+PONG‹CR›‹LF›\n0000  2b 50 4f 4e 47 0d 0a     +PONG..");
        assertTrue(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() <= 360);
        page.locator("#more").tap();
        page.locator("#close").tap();
        tab.awaitState("ended");
        assertTrue(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() <= 360);
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void log_keeps_some_room_on_a_small_screen_and_the_rest_is_scrolled_to() {
        tab.close();
        use(chromium.tab(320, 256));
        openRedis();
        page.locator("#close").evaluate("button => button.click()");
        tab.awaitState("ended");
        int height = ((Number) page.evalOnSelector("#scroll", "e => e.clientHeight")).intValue();
        assertTrue(height >= 100, "height of the log: " + height);
        page.mouse().wheel(0, 9999);
        Eventually.holds(
                "the end of the page can be seen",
                () -> page.evalOnSelector("#send", "e => e.getBoundingClientRect().bottom <= innerHeight")
                        .equals(true));
        assertTrue(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() <= 320);
    }
}
