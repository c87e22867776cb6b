package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.sluice.testing.Eventually;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody sees who tries {@code java -jar sluice.jar demo}. */
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class DemoIT {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    /** Where the demo desktop shows what is typed. */
    private static final int FIELD_LEFT = 368;

    private static final int FIELD_TOP = 142;
    private static final int FIELD_WIDTH = 536;
    private static final int FIELD_HEIGHT = 250;

    /** The pointer's trail, with a button pressed and without. */
    private static final int ORANGE = 0xf97316;

    private static final int TEAL = 0x14b8a6;

    private static SluiceProcess demo;
    private static Chromium chromium;

    private Chromium.Tab tab;

    @BeforeAll
    static void start() throws Exception {
        demo = SluiceProcess.start(List.of("demo", "--listen", "127.0.0.1:0"));
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() throws Exception {
        chromium.close();
        demo.close();
    }

    @BeforeEach
    void openTab() {
        tab = chromium.tab(WIDTH, HEIGHT);
    }

    @AfterEach
    void closeTab() {
        tab.close();
    }

    private Page portal() {
        tab.page().navigate(demo.address().toString());
        tab.awaitState("ready");
        return tab.page();
    }

    @Test
    void portal_lists_the_demos_routes_by_group() throws Exception {
        Page page = portal();
        assertEquals(
                List.of("See and do", "Look behind"), page.locator("#routes h2").allTextContents());
        assertEquals(
                List.of("Demo desktop", "Demo shell", "Echo"),
                page.locator("#routes h3").allTextContents());
        assertEquals(
                List.of("/demo/desktop", "/demo/shell", "/demo/echo"),
                page.locator("#routes code").allTextContents());
        Eventually.holds(
                "all are reachable", () -> page.locator("[data-reachable=true]").count() == 3);
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void typed_text_and_the_pointers_trail_appear_on_the_demo_desktop() throws Exception {
        openDesktop(portal());
        Picture before = tab.picture();
        assertEquals(960, before.width());
        assertEquals(600, before.height());

        tab.page().keyboard().type("Hello from the browser!");
        tab.page().keyboard().press("Enter");
        tab.page().keyboard().type("Every key and every pixel passed");
        tab.page().keyboard().press("Enter");
        tab.page().keyboard().type("through one WebSocket.");
        Eventually.holds("the text appears", () -> field(before).differences(field(tab.picture()), 32) > 2000);

        for (int step = 0; step <= 45; step++) {
            tab.moveTo(410 + step * 10, 315 - wave(step));
        }
        Eventually.holds("the trail appears", () -> tab.picture().count(TEAL) > before.count(TEAL) + 500);
        tab.page().mouse().down();
        for (int step = 45; step >= 0; step--) {
            tab.moveTo(410 + step * 10, 315 + wave(step));
        }
        Eventually.holds("the stroke appears", () -> tab.picture().count(ORANGE) > before.count(ORANGE) + 500);
        tab.page().mouse().up();
        assertEquals(List.of(), tab.complaints());
    }

    private static int wave(int step) {
        return (int) Math.round(45 * Math.sin(step * Math.PI / 15));
    }

    private void openDesktop(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open desktop"))
                .click();
        tab.awaitState("connected");
    }

    private static Picture field(Picture picture) {
        return picture.part(FIELD_LEFT, FIELD_TOP, FIELD_WIDTH, FIELD_HEIGHT);
    }

    @Test
    void keyboard_alone_opens_the_desktop() {
        Page page = portal();
        Eventually.holds("the button has the focus", () -> {
            page.keyboard().press("Tab");
            return page.evaluate("document.activeElement.textContent").equals("Open desktop");
        });
        page.keyboard().press("Enter");
        tab.awaitState("connected");
        page.keyboard().press("Escape");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void portal_and_desktop_fit_on_a_phone() {
        try (Chromium.Tab phone = chromium.tab(360, 640)) {
            phone.page().navigate(demo.address().toString());
            phone.awaitState("ready");
            assertFitsSideways(phone.page());
            phone.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open desktop"))
                    .click();
            phone.awaitState("connected");
            assertFitsSideways(phone.page());
            assertEquals(List.of(), phone.complaints());
        }
    }

    private static void assertFitsSideways(Page page) {
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertTrue(width <= 360, page.url() + " is " + width + " pixels wide");
    }
}
