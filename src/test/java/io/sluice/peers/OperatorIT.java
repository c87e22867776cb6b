package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.sluice.testing.Eventually;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' page in a real browser, of a gateway that does something. */
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class OperatorIT {
    private static Chromium chromium;

    @TempDir
    private Path folder;

    private TestTarget target;
    private int managePort;
    private SluiceProcess gateway;
    private Chromium.Tab tab;
    private Page page;

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
        target = new TestTarget();
        managePort = TestTarget.unusedPort();
        PasswordFiles.write(folder.resolve("users.htpasswd"), "boss", "right", "alice", "right");
        configure("none");
        serve();
        tab = chromium.tab(1280, 800);
        page = tab.page();
    }

    @AfterEach
    void stop() throws Exception {
        tab.close();
        gateway.close();
        target.close();
    }

    private void serve() throws Exception {
        gateway = SluiceProcess.start(List.of(
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--config",
                folder.resolve("sluice.yaml").toString()));
    }

    private void configure(String viewer) throws Exception {
        Files.writeString(folder.resolve("sluice.yaml"), """
                manage: {listen: "127.0.0.1:%1$d", role: operators}
                authentication: {basic: {file: users.htpasswd}, roles: {operators: [boss]}}
                grace: 1h
                routes:
                  /one: {target: "127.0.0.1:%2$d", title: The one, viewer: %3$s}
                  /other: {target: "127.0.0.1:%2$d", access: {users: [alice]}}
                """.formatted(managePort, target.port(), viewer));
    }

    private void openPage() throws Exception {
        page.navigate(gateway.operations().toString());
        tab.awaitState("up");
    }

    private Locator rows() {
        return page.locator("#sessions tbody tr");
    }

    private String figure(String name) {
        return page.locator("[data-figure=" + name + "] dd").textContent();
    }

    private void confirm(String action) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action))
                .click();
    }

    @Test
    void sessions_are_seen_found_sorted_and_ended() throws Exception {
        openPage();
        page.waitForSelector("#none:not([hidden])");
        try (RawWebSocket one = RawWebSocket.open(gateway.port(), "/one");
                TestTarget.Connection oneTarget = target.accept();
                RawWebSocket other =
                        RawWebSocket.open(gateway.port(), "/other", RawWebSocket.basic("alice", "right"))) {
            oneTarget.write(new byte[100_000]);
            assertEquals(100_000, one.readBytes(100_000).length);
            Eventually.holds("both are seen", () -> rows().count() == 2);
            Eventually.holds("and counted", () -> figure("open").equals("2"));
            assertTrue(rows().first().textContent().contains("97.7 KiB"), rows().first()::textContent);

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("User"))
                    .click();
            Eventually.holds(
                    "alice comes before anybody",
                    () -> rows().first().textContent().contains("alice"));
            assertEquals("ascending", page.locator("th[data-column=user]").getAttribute("aria-sort"));

            page.getByLabel("Filter by user, address or route").fill("ALICE other");
            Eventually.holds("one fits", () -> rows().count() == 1);
            assertEquals("1 of 2", page.locator("#count").textContent());
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("End the session of alice on /other"))
                    .click();
            assertTrue(page.locator("#question-text")
                    .textContent()
                    .matches("alice from 127.0.0.1 on /other, for \\d+ s .*"));
            confirm("End");
            RawWebSocket.Ended ended = other.readToEnd();
            assertEquals(1008, ended.code());
            assertEquals("ended by an administrator", ended.reason());
            page.waitForSelector("#none:not([hidden])");
            Locator gone = page.locator("#sessions tr.gone button[aria-disabled=true]");
            assertEquals(1, gone.count(), "it stays where it is as long as it has the focus");
            assertEquals(true, gone.evaluate("button => button === document.activeElement"));
            page.mouse().move(0, 0);
            page.getByLabel("Filter by user, address or route").focus();
            Eventually.holds("it goes when it is left", () -> rows().count() == 0);
            page.getByLabel("Filter by user, address or route").fill("");
            Eventually.holds("one is left", () -> rows().count() == 1);
            assertTrue(rows().first().textContent().contains("anybody"), rows().first()::textContent);
        }
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void nothing_is_ended_by_somebody_who_thinks_again() throws Exception {
        openPage();
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/one");
                TestTarget.Connection connection = target.accept()) {
            Eventually.holds("it is seen", () -> rows().count() == 1);
            // By keyboard alone, and the way back is the first that is offered.
            rows().getByRole(AriaRole.BUTTON).focus();
            page.keyboard().press("Enter");
            page.waitForSelector("dialog[open]");
            page.keyboard().press("Escape");
            page.waitForSelector(
                    "dialog:not([open])",
                    new Page.WaitForSelectorOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
            connection.write(new byte[] {1});
            assertEquals(1, client.readBytes(1)[0]);
        }
    }

    @Test
    void configuration_is_reloaded_and_its_problems_are_shown() throws Exception {
        openPage();
        assertEquals(
                "The one", page.locator("#routes td[data-column=title]").first().textContent());
        configure("telescope");
        page.locator("#reload").click();
        Eventually.holds(
                "the problem is shown",
                () -> page.locator("#problems")
                        .textContent()
                        .contains("sluice.yaml:5: routes./one.viewer: \"telescope\" does not fit"));
        assertTrue(page.locator("#reloaded").textContent().contains("not usable"));
        configure("console");
        page.locator("#reload").click();
        Eventually.holds(
                "no problem is left", () -> page.locator("#problems li").count() == 0);
        Eventually.holds(
                "the route has changed",
                () -> page.locator("#routes td[data-column=viewer]")
                        .first()
                        .textContent()
                        .equals("console"));
    }

    @Test
    void gateway_is_drained() throws Exception {
        openPage();
        page.locator("#drain").click();
        confirm("Drain");
        tab.awaitState("draining");
        assertTrue(page.locator("#drain").isDisabled());
        assertEquals(503, RawWebSocket.handshake(gateway.port(), "/one").status());
        Eventually.holds("the refusal is counted", () -> figure("refused").equals("1"));
        assertEquals("draining1", page.locator("#refusals tbody tr").textContent());
    }

    @Test
    void gateway_that_is_gone_is_said_to_be_and_one_that_is_back_is_shown() throws Exception {
        openPage();
        gateway.close();
        tab.awaitState("lost");
        assertTrue(page.locator("#notice").isVisible());
        serve();
        tab.awaitState("up");
        assertFalse(page.locator("#notice").isVisible());
    }

    @Test
    void users_with_the_role_see_it_where_clients_are_served_and_others_do_not() throws Exception {
        String users = gateway.address().toString();
        page.navigate(users.replace("://", "://boss:right@") + "manage/");
        tab.awaitState("up");
        page.locator("#reload").click();
        Eventually.holds(
                "it can be operated",
                () -> page.locator("#reloaded").textContent().startsWith("Reloaded"));
        assertEquals(List.of(), tab.complaints());
        try (Chromium.Tab another = chromium.tab(1280, 800)) {
            another.page().navigate(users.replace("://", "://alice:right@") + "manage/");
            assertTrue(another.page().content().contains("This is for operators of the gateway."));
        }
    }

    @Test
    void page_whose_log_in_is_no_longer_good_says_so_and_stops_asking() throws Exception {
        page.navigate(gateway.address().toString().replace("://", "://boss:right@") + "manage/");
        tab.awaitState("up");
        PasswordFiles.write(folder.resolve("users.htpasswd"), "boss", "changed");
        tab.awaitState("refused");
        assertTrue(page.locator("#notice").textContent().contains("log in again"));
    }
}
