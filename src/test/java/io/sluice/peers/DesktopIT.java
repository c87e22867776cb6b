package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A real VNC server, a real browser, and between them the gateway in what it runs in. */
@RequiresProgram(
        value = {"Xtigervnc", "Xvnc"},
        debian = "tigervnc-standalone-server")
@RequiresProgram(value = "xterm", debian = "xterm")
@RequiresProgram(value = "xwd", debian = "x11-apps")
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
@ParameterizedClass
@EnumSource(GatewayHost.class)
final class DesktopIT {
    /** TigerVNC sends what has many colours as JPEG first, and then again without loss. */
    private static final int TOLERANCE = 2;

    private static int port;
    private static GatewayHost.Running gateway;
    private static Chromium chromium;

    private final GatewayHost host;

    @TempDir
    private Path folder;

    private Chromium.Tab tab;

    DesktopIT(GatewayHost host) {
        this.host = host;
    }

    @BeforeParameterizedClassInvocation
    static void start(GatewayHost host, @TempDir Path folder) throws Exception {
        chromium = null;
        gateway = null;
        port = TestTarget.unusedPort();
        Path configuration = folder.resolve("sluice.yaml");
        Files.writeString(
                configuration, "routes: {/vnc/desk: {target: '127.0.0.1:" + port + "', title: A desk, viewer: vnc}}\n");
        gateway = host.start(folder, configuration);
        chromium = Chromium.launch();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void openTab() {
        tab = chromium.tab(1280, 800);
    }

    @AfterEach
    void closeTab() {
        tab.close();
    }

    /** Clicks on the route's button in the portal. */
    private Page openFromPortal() {
        Page page = tab.page();
        page.navigate(gateway.portal().toString());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open desktop"))
                .click();
        return page;
    }

    @Test
    void desktop_opened_from_the_portal_shows_what_the_X_server_drew() throws Exception {
        try (VncDesktop desktop = VncDesktop.start(port, folder)) {
            openFromPortal();
            tab.awaitState("connected");
            Comparison comparison = new Comparison();
            Eventually.holds("the pictures through " + host + " are the same", () -> comparison.isEqual(desktop));
            assertTrue(comparison.drawn.colours() > 200, "nothing much was drawn: " + comparison.drawn);
            assertEquals("A desk", tab.page().locator("#title").textContent());
            assertEquals(List.of(), tab.complaints());
        }
    }

    /** The two pictures that were compared last. */
    private final class Comparison {
        private Picture drawn;

        boolean isEqual(VncDesktop desktop) {
            try {
                drawn = desktop.picture();
                return drawn.differences(tab.picture(), TOLERANCE) == 0;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void keys_and_clicks_in_the_page_reach_the_X_server() throws Exception {
        try (VncDesktop desktop = VncDesktop.start(port, folder)) {
            Page page = openFromPortal();
            tab.awaitState("connected");
            String text = "Hello, Sluice! 2 + 2 = {4} ~ \"quoted\" \\ ";
            page.keyboard().type(text);
            page.keyboard().press("Enter");
            page.keyboard().press("ArrowUp");
            Eventually.holds(
                    "the keys arrive through " + host, () -> desktop.typed().endsWith("\u001b[A"));
            assertEquals(text + "\n\u001b[A", desktop.typed().replace('\r', '\n'));
            // The terminal counts from 1: the middle of the character at column 51 in row 21.
            tab.click(50 * VncDesktop.CELL_WIDTH + 3, 20 * VncDesktop.CELL_HEIGHT + 6);
            Eventually.holds("the click arrives", () -> desktop.typed().endsWith("\u001b[<0;51;21M\u001b[<0;51;21m"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void refused_target_is_explained_and_reconnecting_works_once_it_is_there() throws Exception {
        Page page = openFromPortal();
        tab.awaitState("ended");
        assertEquals(
                "The computer refused the connection", page.locator("#heading").textContent());
        assertEquals(
                "Code 1014: target refused the connection",
                page.locator("#code").textContent());
        assertEquals("1014", page.locator("#panel").getAttribute("data-code"));
        try (VncDesktop desktop = VncDesktop.start(port, folder)) {
            page.locator("#reconnect").click();
            tab.awaitState("connected");
            assertFalse(page.locator("#panel").isVisible());
            page.keyboard().type("here");
            Eventually.holds(
                    "the keys arrive through " + host, () -> desktop.typed().equals("here"));
        }
    }

    @Test
    void killed_target_is_explained() throws Exception {
        try (VncDesktop desktop = VncDesktop.start(port, folder)) {
            Page page = openFromPortal();
            tab.awaitState("connected");
            desktop.kill();
            page.waitForSelector("#panel:not([hidden])");
            // The kernel ends the stream, or resets it if the server had not read everything. Then the page has perhaps
            // tried again already.
            String code = page.locator("#panel").getAttribute("data-code");
            assertTrue(List.of("1000", "1011", "1014").contains(code), code);
            assertFalse(page.locator("#heading").textContent().isBlank());
            assertFalse(page.locator("#text").textContent().isBlank());
        }
    }
}
