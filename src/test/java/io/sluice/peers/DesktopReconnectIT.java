package io.sluice.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sluice.json.JsonText;
import io.sluice.testing.Eventually;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
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
    /** What a desktop may want before it lets somebody in (RFC 6143, 7.1.2, and its registry). */
    private static final int VNC_AUTHENTICATION = 2;

    private static final int RSA_AES = 6;
    private static final int VENCRYPT = 19;

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

    /** Opens the desktop, stops the clock, and the gateway. */
    private void openAndLose() throws Exception {
        open();
        tab.awaitState("connected");
        page.clock().pauseAt(System.currentTimeMillis() + 3_600_000);
        gateway.close();
    }

    @Test
    void delays_grow_and_a_network_that_comes_back_ends_them() throws Exception {
        page.clock().install();
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            openAndLose();
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
            openAndLose();
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
    void password_is_not_given_by_itself_to_a_desktop_that_asks_for_less() throws Exception {
        try (TestTarget target = new TestTarget()) {
            gateway.close();
            gateway = serve(target);
            open();
            try (TestTarget.Connection connection = target.accept()) {
                ask(connection);
                page.getByLabel("User name").fill("alice");
                page.getByLabel("Password").fill("sesame");
                page.keyboard().press("Enter");
                letIn(connection);
                tab.awaitState("connected");
                gateway.close();
                tab.awaitState("waiting");
            }
            gateway = serve(target);
            try (TestTarget.Connection connection = target.accept()) {
                ask(connection);
                letIn(connection);
                tab.awaitState("connected");
                gateway.close();
                tab.awaitState("waiting");
            }
            gateway = serve(target);
            try (TestTarget.Connection connection = target.accept()) {
                chooseSecurity(connection, VNC_AUTHENTICATION);
                connection.write(new byte[16]);
                page.waitForSelector("#credentials:not([hidden])");
                assertFalse(page.locator("#username").isVisible());
                assertEquals("", page.locator("#password").inputValue());
            }
        }
    }

    private SluiceProcess serve(TestTarget target) throws Exception {
        return SluiceProcess.serveOn(gatewayPort, "--route", "/desk=" + target.port());
    }

    /** The beginning of a session that asks for user name and password (VeNCrypt's Plain). */
    private static void ask(TestTarget.Connection connection) throws Exception {
        chooseSecurity(connection, VENCRYPT);
        connection.write(new byte[] {0, 2});
        connection.read(2);
        connection.write(new byte[] {0, 1, 0, 0, 1, 0});
        connection.read(4);
    }

    /** The log-in has come, and is right; the desktop is one pixel in size. */
    private static void letIn(TestTarget.Connection connection) throws Exception {
        connection.read(8);
        assertEquals("alicesesame", new String(connection.read("alicesesame".length()), UTF_8));
        connection.write(new byte[4]);
        connection.read(1);
        ByteBuffer init = ByteBuffer.allocate(24).putShort((short) 1).putShort((short) 1);
        init.put(new byte[] {32, 24, 0, 1, 0, (byte) 255, 0, (byte) 255, 0, (byte) 255, 16, 8, 0, 0, 0, 0});
        connection.write(init.array());
    }

    @Test
    void desktop_whose_key_is_not_accepted_is_left() throws Exception {
        try (TestTarget target = new TestTarget()) {
            gateway.close();
            gateway = serve(target);
            open();
            try (TestTarget.Connection connection = target.accept()) {
                chooseSecurity(connection, RSA_AES);
                byte[] key = new byte[4 + 2 * 128];
                key[2] = 4;
                connection.write(key);
                page.waitForSelector("#trust:not([hidden])");
                assertEquals("refuse", page.evaluate("document.activeElement.id"));
                page.keyboard().press("Enter");
                tab.awaitState("ended");
                assertEquals("Not connected", page.locator("#heading").textContent());
                assertEquals(0, connection.readToEnd().length);
            }
            assertEquals(List.of(), tab.complaints());
        }
    }

    private static void chooseSecurity(TestTarget.Connection connection, int type) throws Exception {
        byte[] version = "RFB 003.008\n".getBytes(UTF_8);
        connection.write(version);
        connection.read(version.length);
        connection.write(new byte[] {1, (byte) type});
        assertEquals(type, connection.read(1)[0]);
    }

    @Test
    void attempt_that_hangs_is_given_up_in_time_or_when_the_person_wants_another() throws Exception {
        page.clock().install();
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            openAndLose();
            tab.awaitState("waiting");
            // It takes connections, and never says anything.
            try (ServerSocket silent = new ServerSocket()) {
                silent.setReuseAddress(true);
                silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), gatewayPort));
                page.evaluate("window.dispatchEvent(new Event('online'))");
                tab.awaitState("connecting");
                page.clock().runFor(15_000);
                tab.awaitState("waiting");
                assertEquals(
                        "The gateway cannot be reached",
                        page.locator("#heading").textContent());
                page.evaluate("window.dispatchEvent(new Event('online'))");
                tab.awaitState("connecting");
                silent.accept().close();
                silent.accept();
            }
            startGateway();
            assertEquals("connecting", page.locator("body").getAttribute("data-state"));
            page.locator("#reconnect").click();
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
        int operators = startGatewayWithTickets();
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            page.navigate(link(ticket(operators)));
            tab.awaitState("connected");
            gateway.close();
            tab.awaitState("ended");
            assertTrue(page.locator("#text").textContent().contains("good for one session"));
            assertFalse(page.locator("#reconnect").isVisible());
            assertTrue(page.locator("#leave").isVisible());
        }
    }

    @Test
    void damaged_ticket_is_explained_and_a_new_one_is_taken_in_the_same_tab() throws Exception {
        int operators = startGatewayWithTickets();
        try (VncDesktop desktop = VncDesktop.start(desktopPort, folder)) {
            page.navigate(link("abc)"));
            tab.awaitState("ended");
            assertEquals("This link is damaged", page.locator("#heading").textContent());
            assertTrue(page.locator("#leave").isVisible());
            page.navigate(link(ticket(operators)));
            tab.awaitState("connected");
            assertEquals("", page.evaluate("location.hash"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    /** Gives the port for operators. */
    private int startGatewayWithTickets() throws Exception {
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
        return operators;
    }

    private String link(String ticket) {
        return "http://127.0.0.1:" + gatewayPort + "/view/vnc.html?route=/desk#ticket=" + ticket;
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
