package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bar above a desktop does, to a real one. */
@RequiresProgram(
        value = {"Xtigervnc", "Xvnc"},
        debian = "tigervnc-standalone-server")
@RequiresProgram(value = "xterm", debian = "xterm")
@RequiresProgram(value = "xwd", debian = "x11-apps")
@RequiresProgram(value = "xclip", debian = "xclip")
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class DesktopToolsIT {
    private static final String TEXT = "Grüße, 漢字 and 😀\nin two lines";
    private static final String CANVAS = "#stage canvas";

    /** Pseudo-encodings, one for each level from 0 to 9. */
    private static final int JPEG_LEVEL_0 = -32;

    private static final int COMPRESSION_LEVEL_0 = -256;

    private static int port;
    private static SluiceProcess gateway;
    private static Chromium chromium;

    @TempDir
    private Path folder;

    private VncDesktop desktop;
    private Chromium.Tab tab;
    private Page page;

    @BeforeAll
    static void startGateway() throws Exception {
        port = TestTarget.unusedPort();
        gateway = SluiceProcess.serve("--route", "/desk=" + port, "--route", "/other=" + port);
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stopGateway() {
        chromium.close();
        gateway.close();
    }

    @BeforeEach
    void openDesktop() throws Exception {
        desktop = VncDesktop.start(port, folder);
        tab = chromium.tab(1280, 800);
        page = tab.page();
    }

    @AfterEach
    void closeDesktop() {
        tab.close();
        desktop.close();
    }

    private void open(String path) {
        page.navigate(gateway.address().resolve("view/vnc.html?route=" + path).toString());
        tab.awaitState("connected");
    }

    private void onThePhone() {
        tab.close();
        tab = chromium.tab(Chromium.Screen.PHONE_LIGHT);
        page = tab.page();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void choose(String name) {
        button("Display").click();
        page.getByLabel(name).check();
        page.keyboard().press("Escape");
    }

    private void arrives(String keys) {
        Eventually.holds("keys arrive", () -> desktop.typed().length() >= keys.length());
        assertEquals(keys, desktop.typed());
    }

    private BoundingBox canvas() {
        return page.locator(CANVAS).boundingBox();
    }

    private String focused() {
        return page.evaluate("document.activeElement.id || document.activeElement.localName")
                .toString();
    }

    @Test
    void ctrl_alt_del_arrives() {
        open("/desk");
        button("Send Ctrl-Alt-Del").click();
        arrives("\u001b[3;7~");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void view_only_sends_neither_keys_nor_clicks_and_is_remembered() {
        open("/desk");
        button("View only").click();
        page.locator(CANVAS).focus();
        page.keyboard().type("not this");
        tab.click(100, 100);
        assertTrue(button("Send Ctrl-Alt-Del").isDisabled());
        page.reload();
        tab.awaitState("connected");
        page.keyboard().type("nor this");
        button("View only").click();
        page.locator(CANVAS).focus();
        page.keyboard().type("but this");
        arrives("but this");
    }

    @Test
    void key_that_is_held_when_the_desktop_is_only_viewed_is_let_go() {
        open("/desk");
        button("Keyboard").click();
        button("Ctrl").click();
        button("View only").click();
        button("View only").click();
        page.locator(CANVAS).focus();
        page.keyboard().type("b");
        arrives("b");
    }

    @Test
    void desktop_fits_the_window_or_is_shown_pixel_by_pixel() {
        open("/desk");
        assertEquals(756.0, canvas().height, 1.0);
        choose("Full size");
        assertEquals(VncDesktop.WIDTH, canvas().width);
        assertEquals(VncDesktop.HEIGHT, canvas().height);
        page.setViewportSize(400, 300);
        assertEquals(VncDesktop.WIDTH, canvas().width);
        Object scrolls = page.evalOnSelector(
                "#stage > div", "screen => { screen.scrollTo(9999, 9999); return screen.scrollLeft > 200; }");
        assertEquals(true, scrolls);
    }

    @Test
    void desktop_takes_the_window_s_size() throws Exception {
        open("/desk");
        choose("Resize the desktop");
        page.setViewportSize(900, 644);
        Eventually.holds("the desktop has the stage's size", () -> size().equals("900x600"));
        Eventually.holds("so has the picture", () -> canvas().width == 900 && canvas().height == 600);
    }

    private String size() {
        try {
            Picture picture = desktop.picture();
            return picture.width() + "x" + picture.height();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void choices_are_remembered_for_their_route_alone() {
        open("/desk");
        choose("Full size");
        choose("Sharp");
        page.reload();
        tab.awaitState("connected");
        assertEquals(VncDesktop.WIDTH, canvas().width);
        button("Display").click();
        assertTrue(page.getByLabel("Full size").isChecked());
        assertTrue(page.getByLabel("Sharp").isChecked());
        open("/other");
        button("Display").click();
        assertTrue(page.getByLabel("Fit to the window").isChecked());
        assertTrue(page.getByLabel("Balanced").isChecked());
    }

    @Test
    void quality_is_asked_of_the_desktop_at_once_and_after_a_reload() {
        List<Set<Integer>> asked = new CopyOnWriteArrayList<>();
        page.onWebSocket(socket -> socket.onFrameSent(frame -> asked.add(encodings(frame.binary()))));
        open("/desk");
        asks(asked, JPEG_LEVEL_0 + 6, COMPRESSION_LEVEL_0 + 2);
        choose("Fast");
        asks(asked, JPEG_LEVEL_0 + 2, COMPRESSION_LEVEL_0 + 9);
        choose("Sharp");
        asks(asked, JPEG_LEVEL_0 + 9, COMPRESSION_LEVEL_0 + 2);
        asked.clear();
        page.reload();
        tab.awaitState("connected");
        asks(asked, JPEG_LEVEL_0 + 9, COMPRESSION_LEVEL_0 + 2);
    }

    private void asks(List<Set<Integer>> asked, Integer... levels) {
        Eventually.holds("it asks for " + List.of(levels), () -> {
            page.evaluate("0");
            List<Set<Integer>> some =
                    asked.stream().filter(set -> !set.isEmpty()).toList();
            return !some.isEmpty() && some.get(some.size() - 1).containsAll(List.of(levels));
        });
    }

    /** What a message SetEncodings (RFC 6143, 7.5.2) names; nothing if it is another message. */
    private static Set<Integer> encodings(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        if (message.length < 8 || buffer.getShort() != 0x0200 || message.length != 4 + 4 * buffer.getShort()) {
            return Set.of();
        }
        Set<Integer> encodings = new HashSet<>();
        while (buffer.hasRemaining()) {
            encodings.add(buffer.getInt());
        }
        return encodings;
    }

    @Test
    void browser_that_stores_nothing_shows_the_desktop_all_the_same() {
        page.addInitScript("Object.defineProperty(window, 'localStorage',"
                + " { get() { throw new DOMException('denied', 'SecurityError'); } })");
        open("/desk");
        choose("Full size");
        assertEquals(VncDesktop.WIDTH, canvas().width);
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void clipboard_is_exchanged_by_itself_where_the_browser_allows_it() throws Exception {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        open("/desk");
        exchangeByItself(true);
        try (ChildProcess holder = desktop.copy(TEXT)) {
            Eventually.holds(
                    "the text arrives here", () -> TEXT.equals(page.evaluate("navigator.clipboard.readText()")));
        }
        page.evaluate("text => navigator.clipboard.writeText(text)", "back: " + TEXT);
        comeBackFromAnotherWindow();
        Eventually.holds("the text arrives there", () -> desktop.clipboard().equals("back: " + TEXT));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void clipboard_stays_apart_when_that_is_chosen() throws Exception {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        open("/desk");
        page.evaluate("navigator.clipboard.writeText('for both')");
        exchangeByItself(true);
        Eventually.holds("it is exchanged", () -> desktop.clipboard().equals("for both"));
        exchangeByItself(false);
        page.evaluate("navigator.clipboard.writeText('private')");
        comeBackFromAnotherWindow();
        page.keyboard().type("marker");
        arrives("marker");
        assertEquals("for both", desktop.clipboard());
        try (ChildProcess holder = desktop.copy("from there")) {
            Eventually.holds(
                    "it is in the field",
                    () -> page.getByLabel("Copied on the desktop").inputValue().equals("from there"));
            comeBackFromAnotherWindow();
            assertEquals("private", page.evaluate("navigator.clipboard.readText()"));
        }
    }

    @Test
    void desktop_is_given_what_was_copied_here_only_once_that_was_asked_for() {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        open("/other");
        page.evaluate("navigator.clipboard.writeText('private')");
        exchangeByItself(true);
        Eventually.holds("it is asked for", () -> desktop.clipboard().equals("private"));
        page.evaluate("navigator.clipboard.writeText('more')");
        // Who allows it for one desktop does not allow it for all.
        open("/desk");
        comeBackFromAnotherWindow();
        page.keyboard().type("marker");
        arrives("marker");
        assertEquals("", desktop.clipboard());
        exchangeByItself(true);
        Eventually.holds("it is asked for here, too", () -> desktop.clipboard().equals("more"));
        assertEquals(List.of(), tab.complaints());
    }

    private void exchangeByItself(boolean wanted) {
        button("Clipboard").click();
        page.getByLabel("Exchange by itself").setChecked(wanted);
        page.keyboard().press("Escape");
    }

    /** What the page does then is done when this returns. */
    private void comeBackFromAnotherWindow() {
        page.evaluate("window.dispatchEvent(new Event('focus'))");
        page.evaluate("navigator.clipboard.readText()");
        page.locator(CANVAS).focus();
    }

    @Test
    void clipboard_is_exchanged_by_hand_elsewhere() throws Exception {
        open("/desk");
        try (ChildProcess holder = desktop.copy(TEXT)) {
            page.waitForSelector("#clipboard-button[data-news]");
            button("Clipboard").click();
            assertEquals(TEXT, page.getByLabel("Copied on the desktop").inputValue());
            assertFalse(page.getByLabel("Exchange by itself").isChecked());
        }
        page.locator("#to-desktop").fill("by hand: " + TEXT);
        button("Send to the desktop").click();
        Eventually.holds("the text arrives there", () -> desktop.clipboard().equals("by hand: " + TEXT));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void keyboard_reaches_the_bar_and_the_desktop_again_and_no_key_stays_down() {
        open("/desk");
        page.keyboard().press("Control+Alt+Shift");
        assertEquals("settings-button", focused());
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertEquals("secure-attention", focused());
        page.keyboard().press("End");
        page.keyboard().press("ArrowRight");
        assertEquals("settings-button", focused());
        page.keyboard().press("Enter");
        assertEquals("input", focused());
        page.keyboard().press("ArrowDown");
        assertEquals(VncDesktop.WIDTH, canvas().width);
        page.keyboard().press("Escape");
        assertEquals("settings-button", focused());
        page.keyboard().press("Control+Alt+Shift");
        assertEquals("canvas", focused());
        page.keyboard().type("a1");
        arrives("a1");
        // A key that is held when the bar takes the focus is let go.
        page.keyboard().down("Control");
        page.locator("#settings-button").focus();
        page.keyboard().up("Control");
        page.keyboard().press("Escape");
        page.keyboard().type("b");
        arrives("a1b");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void tab_reaches_the_tools_whatever_has_become_of_the_one_that_was_used_last() {
        open("/desk");
        button("Keyboard").click();
        // The field before the keys has the focus; then the first of the keys has it.
        page.keyboard().press("Tab");
        assertEquals("Esc", page.evaluate("document.activeElement.textContent"));
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Tab");
        assertEquals("Esc", page.evaluate("document.activeElement.textContent"));
        // The tool that was used last is in a menu now that is closed.
        page.locator(CANVAS).focus();
        page.setViewportSize(600, 700);
        isReachedByTab("more");
        page.setViewportSize(1280, 800);
        // It is one that cannot be used for as long as the desktop is only viewed.
        button("Clipboard").focus();
        page.locator(CANVAS).focus();
        page.evaluate("document.getElementById('view-only').click()");
        isReachedByTab("settings-button");
        assertEquals(List.of(), tab.complaints());
    }

    private void isReachedByTab(String id) {
        Eventually.holds("the stop is " + id, () -> {
            page.locator("#back").focus();
            page.keyboard().press("Tab");
            return focused().equals(id);
        });
    }

    @Test
    void phone_taps_and_types_with_keys_that_it_lacks() {
        onThePhone();
        open("/desk");
        tab.tap(50 * VncDesktop.CELL_WIDTH + 3, 20 * VncDesktop.CELL_HEIGHT + 6);
        arrives("\u001b[<0;51;21M\u001b[<0;51;21m");
        String clicked = desktop.typed();
        button("More tools").tap();
        button("Keyboard").tap();
        assertEquals("typing", focused());
        page.keyboard().insertText("word");
        page.keyboard().press("Backspace");
        button("Ctrl").tap();
        page.keyboard().insertText("b");
        button("Ctrl").tap();
        button("Esc").tap();
        button("Up").tap();
        page.keyboard().press("Enter");
        assertEquals("typing", focused());
        // What the backspace key is depends on how the terminal was built; its line discipline makes CR an LF.
        String backspace = clicked + "word\b";
        String rest = "\u0002\u001b\u001b[A\n";
        Eventually.holds("keys arrive", () -> desktop.typed().length() >= (backspace + rest).length());
        assertEquals(backspace + rest, desktop.typed().replace('\u007f', '\b').replace('\r', '\n'));
        assertTrue(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() <= 360);
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void phone_moves_what_does_not_fit() {
        onThePhone();
        open("/desk");
        button("More tools").tap();
        button("Display").tap();
        page.getByLabel("Full size").check();
        page.keyboard().press("Escape");
        assertEquals("more", focused());
        button("More tools").tap();
        assertEquals("true", button("Move the picture").getAttribute("aria-pressed"));
        assertEquals(360.0, canvas().width, 1.0);
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void full_screen_takes_the_whole_screen_and_gives_it_back() {
        open("/desk");
        button("Full screen").click();
        page.waitForSelector("body.full");
        assertFalse(page.locator("header").isVisible());
        assertTrue(button("Full screen").isVisible());
        button("Full screen").click();
        page.waitForSelector("body:not(.full)");
        assertTrue(page.locator("header").isVisible());
        assertEquals(List.of(), tab.complaints());
    }
}
