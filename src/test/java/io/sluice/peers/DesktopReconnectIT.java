package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sluice.json.JsonText;
import io.sluice.testing.Eventually;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.TestTarget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desktop whose gateway goes away and comes back. */
@RequiresProgram(
        value = {"Xtigervnc", "Xvnc"},
        debian = "tigervnc-standalone-server")
@RequiresProgram(value = "xterm", debian = "xterm")
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class DesktopReconnectIT {
    private static Chromium chromium;

    @TempDir
    private Path folder;

    private int desktopPort;
    private int gatewayPort;
    private SluiceProcess gateway;
    private Chromium.Tab tab;
    private Page page;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void openTab() throws Exception {
        desktopPort = TestTarget.unusedPort();
        gatewayPort = TestTarget.unusedPort();
        startGateway();
        tab = chromium.tab(1280, 800);
        page = tab.page();
    }

    @AfterEach
    void closeTab() {
        tab.close();
        gateway.close();
    }

    private void startGateway() throws Exception {
        gateway = SluiceProcess.serveOn(gatewayPort, "--route", "/desk=" + desktopPort);
    }

    private void open() {
        page.navigate(gateway.address().resolve("view/vnc.html?route=/desk").toString());
    }

    private void logIn(String password) {
        page.waitForSelector("#credentials:not([hidden])");
        page.getByLabel("Password").fill(password);
        page.keyboard().press("Enter");
    }

    private void arrives(VncDesktop desktop, String keys) {
        Eventually.holds("these keys arrive: " + keys, () -> desktop.typed().equals(keys));
    }

    @Test
    void page_says_that_it_was_lost_and_reconnects_by_itself_without_asking_for_the_password() throws Exception {
        try (VncDesktop desktop = VncDesktop.startWithPassword(desktopPort, folder)) {
            open();
            logIn(VncDesktop.PASSWORD);
            tab.awaitState("connected");
            gateway.close();
            tab.awaitState("waiting");
            assertEquals("The connection was lost", page.locator("#heading").textContent());
            assertEquals("1006", page.locator("#panel").getAttribute("data-code"));
            assertTrue(page.locator("#again").isVisible());
            assertTrue(page.locator("#again").textContent().startsWith("Trying again"));
            assertEquals("Reconnect now", page.locator("#reconnect").textContent());
            assertTrue(page.locator("#stop").isVisible());
            startGateway();
            tab.awaitState("connected");
            assertFalse(page.locator("#panel").isVisible());
            page.keyboard().type("again");
            arrives(desktop, "again");
            assertEquals("{}", page.evaluate("JSON.stringify(sessionStorage)"));
            assertFalse(page.evaluate("JSON.stringify(localStorage)").toString().contains(VncDesktop.PASSWORD));
        }
    }

    @Test
    void gateway_that_is_told_to_end_is_waited_for() throws Exception {
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            open();
            tab.awaitState("connected");
            gateway.child().terminate();
            tab.awaitState("waiting");
            assertEquals("1012", page.locator("#panel").getAttribute("data-code"));
            gateway.child().awaitEnd();
            startGateway();
            tab.awaitState("connected");
            page.keyboard().type("here");
            arrives(desktop, "here");
        }
    }

    @Test
    void delays_grow_and_a_network_that_comes_back_ends_them() throws Exception {
        page.clock().install();
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            open();
            tab.awaitState("connected");
            page.clock().pauseAt(System.currentTimeMillis() + 3_600_000);
            gateway.close();
            List<Integer> seconds = new ArrayList<>();
            for (int attempt = 0; attempt < 6; attempt++) {
                tab.awaitState("waiting");
                String said = page.locator("#again").textContent();
                seconds.add(Integer.parseInt(said.replaceAll("\\D", "")));
                page.evaluate("window.dispatchEvent(new Event('online'))");
            }
            tab.awaitState("waiting");
            List<Integer> longest = List.of(1, 2, 4, 8, 16, 30);
            for (int attempt = 0; attempt < 6; attempt++) {
                int most = longest.get(attempt);
                assertTrue(
                        seconds.get(attempt) <= most && seconds.get(attempt) >= most / 2,
                        () -> "seconds to wait: " + seconds);
            }
            startGateway();
            // Time stands still: it is the network that does it.
            page.evaluate("window.dispatchEvent(new Event('online'))");
            tab.awaitState("connected");
        }
    }

    @Test
    void countdown_ends_in_an_attempt() throws Exception {
        page.clock().install();
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            open();
            tab.awaitState("connected");
            page.clock().pauseAt(System.currentTimeMillis() + 3_600_000);
            gateway.close();
            tab.awaitState("waiting");
            startGateway();
            assertEquals("waiting", page.locator("body").getAttribute("data-state"));
            page.clock().runFor(1250);
            tab.awaitState("connected");
        }
    }

    @Test
    void person_stops_the_attempts_and_reconnects_when_it_suits() throws Exception {
        try (VncDesktop desktop = VncDesktop.startWithPassword(desktopPort, folder)) {
            open();
            logIn(VncDesktop.PASSWORD);
            tab.awaitState("connected");
            gateway.close();
            tab.awaitState("waiting");
            page.locator("#stop").click();
            tab.awaitState("ended");
            assertFalse(page.locator("#again").isVisible());
            assertFalse(page.locator("#stop").isVisible());
            assertEquals("Reconnect", page.locator("#reconnect").textContent());
            startGateway();
            page.evaluate("window.dispatchEvent(new Event('online'))");
            assertEquals("ended", page.locator("body").getAttribute("data-state"));
            page.locator("#reconnect").click();
            // Whoever stops it has the password forgotten.
            logIn(VncDesktop.PASSWORD);
            tab.awaitState("connected");
        }
    }

    @Test
    void wrong_password_is_explained_and_not_tried_again() throws Exception {
        try (VncDesktop desktop = VncDesktop.startWithPassword(desktopPort, folder)) {
            open();
            logIn("wrong");
            tab.awaitState("ended");
            assertEquals(
                    "The desktop refused the log-in", page.locator("#heading").textContent());
            assertFalse(page.locator("#again").isVisible());
            page.locator("#reconnect").click();
            logIn(VncDesktop.PASSWORD);
            tab.awaitState("connected");
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void session_that_was_opened_by_a_ticket_is_not_dialled_again() throws Exception {
        gateway.close();
        int operators = TestTarget.unusedPort();
        PasswordFiles.write(folder.resolve("users"), "alice", "right");
        Path configuration = Files.writeString(folder.resolve("sluice.yaml"), """
                authentication:
                  basic: {file: users}
                  tickets: {lifetime: 30s}
                routes:
                  /desk: {target: %d, viewer: vnc, access: {users: [alice]}}
                """.formatted(desktopPort));
        gateway = SluiceProcess.start(List.of(
                "serve",
                "--config",
                configuration.toString(),
                "--listen",
                "127.0.0.1:" + gatewayPort,
                "--manage",
                "127.0.0.1:" + operators));
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            page.navigate("http://127.0.0.1:" + gatewayPort + "/view/vnc.html?route=/desk#ticket=" + ticket(operators));
            tab.awaitState("connected");
            gateway.close();
            tab.awaitState("ended");
            assertTrue(page.locator("#text").textContent().contains("good for one session"));
            assertFalse(page.locator("#reconnect").isVisible());
            assertTrue(page.locator("#leave").isVisible());
        }
    }

    private static String ticket(int operators) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operators + "/manage/tickets"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"route\": \"/desk\", \"user\": \"alice\"}"))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return String.valueOf(JsonText.object(body).get("ticket"));
    }
}
