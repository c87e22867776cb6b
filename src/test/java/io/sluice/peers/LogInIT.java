package io.sluice.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.sluice.testing.Eventually;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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

/** A real browser whose user has a password for a real desktop; and pages of others, in the same browser. */
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
final class LogInIT {
    private static final String OPEN = "address => new Promise(done => {"
            + " const socket = new WebSocket(address, 'binary');"
            + " socket.onopen = () => done('open'); socket.onerror = () => done('refused'); })";
    private static final String FRAME = "address => new Promise(done => {"
            + " const frame = document.createElement('iframe');"
            + " frame.onload = () => { try { done(frame.contentWindow.length + ' ' + frame.contentDocument); }"
            + " catch (e) { done('' + e); } };"
            + " frame.src = address; document.body.append(frame); })";

    private static int port;
    private static GatewayHost.Running gateway;
    private static Chromium chromium;
    private static HttpServer foreign;

    private final GatewayHost host;

    @TempDir
    private Path folder;

    private Chromium.Tab tab;

    LogInIT(GatewayHost host) {
        this.host = host;
    }

    @BeforeParameterizedClassInvocation
    static void start(GatewayHost host, @TempDir Path folder) throws Exception {
        chromium = null;
        gateway = null;
        foreign = null;
        port = TestTarget.unusedPort();
        PasswordFiles.write(folder.resolve("users.htpasswd"), "alice", "right", "bob", "right");
        Path configuration = Files.writeString(folder.resolve("sluice.yaml"), """
                authentication: {basic: {file: users.htpasswd}}
                routes:
                  /vnc/desk: {target: "127.0.0.1:%d", title: A desk, viewer: vnc, access: {users: [alice]}}
                """.formatted(port));
        gateway = host.start(folder, configuration);
        chromium = Chromium.launch();
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Elsewhere</title><body>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        foreign.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (foreign != null) {
            foreign.stop(0);
        }
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

    /** As if the user typed name and password when the browser asks. */
    private static String as(String user, String path) {
        URI portal = gateway.portal();
        return portal.getScheme() + "://" + user + ":right@" + portal.getAuthority() + portal.getPath() + path;
    }

    private static String socket() {
        return gateway.portal().resolve("vnc/desk").toString().replaceFirst("http", "ws");
    }

    @Test
    void whoever_logs_in_opens_the_desktop_and_a_page_of_another_origin_does_not() throws Exception {
        try (VncDesktop desktop = VncDesktop.start(port, folder)) {
            Page page = tab.page();
            page.navigate(as("alice", "vnc/desk"));
            tab.awaitState("connected");
            page.keyboard().type("it is me");
            Eventually.holds(
                    "the keys arrive through " + host, () -> desktop.typed().equals("it is me"));
            assertEquals("A desk", page.locator("#title").textContent());
            assertEquals(List.of(), tab.complaints());
            page.navigate(gateway.portal().toString());
            tab.awaitState("ready");
            assertEquals("open", page.evaluate(OPEN, socket()));
            page.navigate("http://127.0.0.1:" + foreign.getAddress().getPort() + "/");
            assertEquals("refused", page.evaluate(OPEN, socket()));
        }
    }

    @Test
    void portal_asks_whoever_is_not_logged_in_and_shows_only_what_may_be_opened() {
        Page page = tab.page();
        page.navigate(gateway.portal().toString());
        tab.awaitState("unknown");
        assertEquals("refused", page.evaluate(OPEN, socket()));
        assertEquals(
                2,
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Log in"))
                        .or(page.locator("#login"))
                        .count());
        page.navigate(as("bob", "view/login"));
        tab.awaitState("empty");
        assertEquals("refused", page.evaluate(OPEN, socket()));
        page.navigate(as("alice", "view/login"));
        tab.awaitState("ready");
        assertFalse(page.locator("#login").isVisible());
        assertEquals("A desk", page.locator("#routes h3").textContent());
    }

    @Test
    void page_of_another_origin_cannot_show_the_portal_in_a_frame() {
        Page page = tab.page();
        page.navigate("http://127.0.0.1:" + foreign.getAddress().getPort() + "/");
        page.evaluate(FRAME, gateway.portal().toString());
        Eventually.holds(
                "the browser says why",
                () -> tab.complaints().stream().anyMatch(line -> line.contains("frame-ancestors")));
    }
}
