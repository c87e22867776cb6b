package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sluice.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page of the demo on every kind of screen: fits, can be used by whoever does not see or point, and complains of
 * nothing. Takes the documentation's pictures on the way.
 */
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class PicturesIT {
    private static Chromium chromium;

    private final List<Chromium.Tab> tabs = new ArrayList<>();
    private SluiceProcess demo;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void start() throws Exception {
        demo = SluiceProcess.start(List.of("demo", "--listen", "127.0.0.1:0"));
    }

    @AfterEach
    void stop() {
        tabs.forEach(Chromium.Tab::close);
        demo.close();
    }

    @ParameterizedTest
    @EnumSource(Chromium.Screen.class)
    void every_page_is_fit_to_be_seen(Chromium.Screen screen) throws Exception {
        // Opened first: its charts begin then.
        Chromium.Tab operator = open(screen, demo.operations().toString());
        operator.awaitState("up");

        Chromium.Tab portal = open(screen, demo.address().toString());
        portal.awaitState("ready");
        Eventually.holds(
                "all of the demo's targets are reached",
                () -> portal.page().locator("[data-reachable=true]").count() == 3);
        look(portal, screen, "portal");

        Chromium.Tab desktop = open(screen, viewer("vnc", "desktop"));
        desktop.awaitState("connected");
        desktop.page().locator("#stage canvas").focus();
        Picture before = desktop.picture();
        desktop.page().keyboard().type("Hello from the browser!");
        Eventually.holds("the text appears", () -> desktop.picture().differences(before, 32) > 500);
        look(desktop, screen, "desktop");

        Chromium.Tab terminal = open(screen, viewer("ssh", "shell"));
        useTerminal(terminal.page());
        look(terminal, screen, "terminal");

        Chromium.Tab console = open(screen, viewer("console", "echo"));
        console.awaitState("connected");
        for (String line : List.of("PING", "Grüße aus dem Browser", "{\"id\": 7, \"do\": \"status\"}")) {
            console.page().locator("#field").fill(line);
            console.page().keyboard().press("Enter");
        }
        Eventually.holds(
                "the echo appears",
                () -> console.page().locator("#log").innerText().split("status", -1).length > 2);
        look(console, screen, "console");

        Eventually.holds(
                "the operator sees the sessions",
                () -> operator.page().locator("#sessions tbody tr").count() >= 3);
        look(operator, screen, "operator");
    }

    private String viewer(String page, String route) {
        return demo.address()
                .resolve("view/" + page + ".html?route=/demo/" + route)
                .toString();
    }

    private Chromium.Tab open(Chromium.Screen screen, String address) {
        Chromium.Tab tab = chromium.tab(screen);
        tabs.add(tab);
        tab.page().navigate(address);
        return tab;
    }

    private static void useTerminal(Page page) {
        page.waitForSelector("body[data-state=checkingKey]");
        page.locator("#approve").click();
        page.waitForSelector("body[data-state=loggingIn]");
        page.locator("#user").fill("guest");
        page.locator("#password").fill("anything");
        page.locator("#submit").click();
        page.waitForSelector("body[data-state=connected]");
        page.keyboard().type("help\n");
        Eventually.holds(
                "help appears",
                () -> page.locator("#stage").innerText().contains("help")
                        && page.locator("#stage").innerText().contains("exit"));
    }

    private static void look(Chromium.Tab tab, Chromium.Screen screen, String name) throws Exception {
        Page page = tab.page();
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertTrue(width <= page.viewportSize().width, name + " is " + width + " pixels wide");
        screenshot(page, name, screen);
        Accessibility.assertNothingSerious(page);
        assertEquals(List.of(), tab.complaints());
    }

    /** Into the documentation only when that is asked for: an ordinary test changes no file of the repository. */
    private static void screenshot(Page page, String name, Chromium.Screen screen) throws Exception {
        Path folder = Boolean.getBoolean("sluice.screenshots") ? Path.of("src/docs/images") : Build.file("screenshots");
        Files.createDirectories(folder);
        String look = screen.name().toLowerCase(Locale.ROOT).replace('_', '-');
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + "-" + look + ".png")));
    }
}
