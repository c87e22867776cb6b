package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people and servers prove to each other who they are, and what the gateway between them sees of it. */
@RequiresProgram(value = "sshd", debian = "openssh-server")
@RequiresProgram(value = "bash", debian = "bash")
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
final class TerminalLogInIT {
    private static final String PASSPHRASE = "correct horse battery";

    private static Chromium chromium;

    @TempDir
    private Path folder;

    private SecureShellServer server;
    private RecordingProxy proxy;
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

    @AfterEach
    void stop() throws Exception {
        SecureShellServer startedServer = server;
        RecordingProxy startedProxy = proxy;
        SluiceProcess startedGateway = gateway;
        Chromium.Tab openTab = tab;
        try (startedServer;
                startedProxy;
                startedGateway;
                openTab) {
            // Closes all of them, whatever becomes of one.
        }
    }

    /** The page of a route to this server, with the proxy on the way. */
    private void open(SecureShellServer started) throws Exception {
        server = started;
        proxy = new RecordingProxy(server.port());
        gateway = SluiceProcess.serve("--route", "/ssh/build=127.0.0.1:" + proxy.port());
        tab = chromium.tab(1000, 700);
        terminal = new TerminalPage(tab).open(gateway.address());
    }

    private SecureShellServer withPasswords() throws Exception {
        return SecureShellServer.configured(
                folder, "PasswordAuthentication yes", "KbdInteractiveAuthentication yes", "UsePAM yes");
    }

    private SecureShellServer withQuestionsOnly() throws Exception {
        return SecureShellServer.configured(
                folder, "PasswordAuthentication no", "KbdInteractiveAuthentication yes", "UsePAM yes");
    }

    private String problem() {
        Eventually.holds(
                "a problem is shown",
                () -> terminal.problem().isVisible()
                        && !terminal.problem().textContent().isEmpty());
        return terminal.problem().textContent();
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void gateway_sees_nothing_of_password_and_typing_and_the_browser_keeps_nothing() throws Exception {
        try (Account account = Account.create()) {
            open(withPasswords());
            terminal.accept().logInByPassword(account.name(), Account.PASSWORD);
            terminal.awaitShell();
            terminal.run("clear; id -un");
            assertEquals(account.name(), terminal.row(0));
            terminal.run("echo something-private-$((40 + 2))");
            assertTrue(terminal.screen().contains("something-private-42"));
            for (String relayed : List.of(proxy.up(), proxy.down())) {
                assertTrue(relayed.startsWith("SSH-2.0-"), "the relayed bytes are those of SSH");
                assertTrue(relayed.length() > 1000, "there are many");
                for (String secret :
                        List.of(Account.PASSWORD, account.name(), "something-private", "id -un", "bash", "ready>")) {
                    String sent = new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                    assertFalse(relayed.contains(sent), "the gateway sees " + secret);
                }
            }
            assertNothingKept(account);
            assertEquals(List.of(), tab.complaints());
        }
    }

    private void assertNothingKept(Account account) {
        Page page = terminal.page();
        String kept = page.evaluate(
                        "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie,"
                                + " history.state, [...document.querySelectorAll('input, textarea')].map(field => field.value)])")
                .toString();
        assertTrue(kept.contains("SHA256:"), kept);
        assertFalse(kept.contains(Account.PASSWORD), kept);
        // The name is no secret, and stays in its field.
        String elsewhere = kept.replaceFirst("\"" + account.name() + "\"", "");
        assertFalse(elsewhere.contains(account.name()), kept);
        assertEquals("[]", page.evaluate("indexedDB.databases().then(all => JSON.stringify(all))"));
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void wrong_password_is_said_and_the_right_one_lets_in() throws Exception {
        try (Account account = Account.create()) {
            open(withPasswords());
            terminal.accept().logInByPassword(account.name(), "wrong");
            assertEquals("The server did not accept the user name or the password.", problem());
            assertEquals("", terminal.page().locator("#password").inputValue());
            assertTrue(terminal.page()
                    .locator("#password")
                    .evaluate("field => field === document.activeElement")
                    .equals(true));
            terminal.tryPassword(Account.PASSWORD);
            terminal.awaitShell();
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void server_that_has_enough_of_wrong_passwords_hangs_up_with_its_reason() throws Exception {
        try (Account account = Account.create()) {
            open(SecureShellServer.configured(folder, "PasswordAuthentication yes", "UsePAM yes", "MaxAuthTries 2"));
            terminal.accept().logInByPassword(account.name(), "wrong");
            problem();
            terminal.tryPassword("wrong again");
            terminal.awaitState("ended");
            assertEquals("The server ended the connection", terminal.heading());
            assertEquals(
                    "Too many authentication failures",
                    terminal.page().locator("#code").textContent());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void questions_are_asked_and_answered() throws Exception {
        try (Account account = Account.create()) {
            open(withQuestionsOnly());
            Page page = terminal.accept().page();
            page.locator("#user").fill(account.name());
            page.locator("[name=method][value=keyboard-interactive]").check();
            page.locator("#submit").click();
            assertEquals("Password:", page.locator("#prompts label").textContent());
            assertEquals("password", page.locator("#prompt-0").getAttribute("type"));
            page.locator("#prompt-0").fill("wrong");
            page.keyboard().press("Enter");
            assertEquals("The server did not accept the answers.", problem());
            page.locator("#submit").click();
            page.locator("#prompt-0").fill(Account.PASSWORD);
            page.keyboard().press("Enter");
            terminal.awaitShell();
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void password_answers_the_question_for_it() throws Exception {
        try (Account account = Account.create()) {
            open(withQuestionsOnly());
            terminal.accept().logInByPassword(account.name(), Account.PASSWORD);
            terminal.awaitShell();
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void server_that_wants_key_and_password_gets_both() throws Exception {
        try (Account account = Account.create()) {
            // The server looks at a user's keys as that user.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            open(SecureShellServer.configured(
                    folder, "PasswordAuthentication yes", "UsePAM yes", "AuthenticationMethods publickey,password"));
            terminal.accept();
            Page page = terminal.page();
            page.locator("#user").fill(account.name());
            page.locator("[name=method][value=publickey]").check();
            page.locator("#key-text").fill(Files.readString(server.clientKey()));
            page.locator("#submit").click();
            assertEquals("That was right. The server wants more.", problem());
            terminal.tryPassword(Account.PASSWORD);
            terminal.awaitShell();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void somebody_else_can_log_in_instead() throws Exception {
        try (Account account = Account.create()) {
            open(withPasswords());
            terminal.accept().logInByPassword("nobody-here", "wrong");
            problem();
            terminal.page().locator("#other-user").click();
            terminal.page().waitForSelector("#user:not([readonly])");
            terminal.logInByPassword(account.name(), Account.PASSWORD);
            terminal.awaitShell();
            assertEquals(List.of(), tab.complaints());
        }
    }

    @ParameterizedTest
    @CsvSource({"rsa, ''", "ecdsa, ''", "ed25519, ''", "rsa, p", "ecdsa, p", "ed25519, p"})
    void private_key_logs_in(String type, String closed) throws Exception {
        open(SecureShellServer.start(folder));
        String passphrase = closed.isEmpty() ? "" : PASSPHRASE;
        Path key = server.anotherClientKey(type, passphrase);
        terminal.accept();
        if (!closed.isEmpty()) {
            terminal.logInByKey(key, "not this one");
            assertEquals("The passphrase is not right.", problem());
        }
        terminal.logInByKey(key, passphrase);
        terminal.awaitShell();
        terminal.run("clear; echo in");
        assertEquals("in", terminal.row(0));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void key_that_the_server_does_not_know_is_refused() throws Exception {
        open(SecureShellServer.start(folder));
        Path stranger = server.anotherClientKey("ed25519", "");
        Files.delete(folder.resolve("more.pub"));
        terminal.accept().logInByKey(stranger, "");
        assertEquals("The server did not accept this key for this user name.", problem());
    }

    @Test
    void session_that_ends_while_a_key_is_read_stays_ended() throws Exception {
        open(SecureShellServer.start(folder));
        Page page = terminal.accept().page();
        // A file that is empty in the end: to say that needs nothing else for which the page would have to wait.
        page.evaluate(
                "void (Blob.prototype.text = () => new Promise(resolve => { window.read = () => resolve(''); }))");
        terminal.logInByKey(server.clientKey(), "");
        server.close();
        terminal.awaitState("ended");
        page.evaluate("read()");
        assertTrue(page.locator("#panel").isVisible());
        assertFalse(page.locator("#log-in").isVisible());
        assertFalse(page.locator("#wait").isVisible());
        assertEquals(List.of(), tab.complaints());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519"})
    void first_use_shows_the_fingerprint_that_administrators_know(String type) throws Exception {
        open(SecureShellServer.withHostKeys(folder, List.of(type)));
        terminal.awaitState("checkingKey");
        assertEquals(
                server.fingerprint(type),
                terminal.page().locator("#fingerprint").textContent());
        terminal.accept().logInByKey(server.clientKey());
        terminal.page().reload();
        // Asked once, not twice.
        terminal.awaitState("loggingIn");
        assertEquals(List.of(), tab.complaints());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa"})
    void server_is_known_again_by_an_updated_browser_that_would_rather_see_its_newer_key(String type) throws Exception {
        open(SecureShellServer.withHostKeys(folder, List.of(type, "ed25519")));
        Page page = terminal.page();
        page.addInitScript("const generate = crypto.subtle.generateKey.bind(crypto.subtle);"
                + " crypto.subtle.generateKey = (algorithm, ...rest) => algorithm.name === 'Ed25519'"
                + " && !localStorage.getItem('updated') ? Promise.reject(new Error()) : generate(algorithm, ...rest);");
        page.reload();
        terminal.accept();
        assertEquals(server.fingerprint(type), page.locator("#fingerprint").textContent());
        page.evaluate("localStorage.setItem('updated', 'yes')");
        page.reload();
        terminal.awaitState("loggingIn");
        terminal.logInByKey(server.clientKey());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void refused_server_gets_nothing_more() throws Exception {
        open(SecureShellServer.start(folder));
        terminal.awaitState("checkingKey");
        int before = proxy.up().length();
        terminal.page().locator("#refuse").click();
        terminal.awaitState("ended");
        assertEquals("You did not connect", terminal.heading());
        Eventually.holds("the connection is closed", proxy::clientIsGone);
        assertEquals(before, proxy.up().length());
        assertEquals("{}", terminal.page().evaluate("JSON.stringify({...localStorage})"));
        terminal.page().reload();
        terminal.awaitState("checkingKey");
    }

    @Test
    void changed_key_stops_everything_until_the_old_one_is_forgotten() throws Exception {
        int port = TestTarget.unusedPort();
        open(SecureShellServer.startOn(port, Files.createDirectory(folder.resolve("old"))));
        terminal.accept();
        String old = server.fingerprint("ed25519");
        server.close();
        server = SecureShellServer.startOn(port, Files.createDirectory(folder.resolve("new")));
        Page page = terminal.page();
        page.reload();
        terminal.awaitState("keyChanged");
        assertEquals(old, page.locator("#old-fingerprint").textContent());
        assertEquals(
                server.fingerprint("ed25519"), page.locator("#new-fingerprint").textContent());
        for (String wayOn : List.of("#approve", "#log-in", "#reconnect", "#forget")) {
            assertFalse(page.locator(wayOn).isVisible(), wayOn);
        }
        server.awaitLog("Connection closed by 127.0.0.1");
        page.reload();
        terminal.awaitState("keyChanged");
        page.locator("#changed summary").click();
        page.locator("#forget").click();
        terminal.awaitState("checkingKey");
        assertEquals(server.fingerprint("ed25519"), page.locator("#fingerprint").textContent());
        terminal.accept().logInByKey(server.clientKey());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void page_that_came_over_plain_http_says_what_it_needs() throws Exception {
        open(SecureShellServer.start(folder));
        Page page = terminal.page();
        page.route("http://gateway.example/**", route -> {
            String path = route.request().url().substring("http://gateway.example/".length());
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(route.fetch(new Route.FetchOptions()
                            .setUrl(gateway.address().resolve(path).toString()))));
        });
        page.navigate("http://gateway.example/view/ssh.html?route=%2Fssh%2Fbuild");
        terminal.awaitState("ended");
        assertEquals("This terminal needs https", terminal.heading());
        assertFalse(page.locator("#reconnect").isVisible());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void page_whose_ssh_cannot_be_loaded_says_so() throws Exception {
        open(SecureShellServer.start(folder));
        Page page = terminal.page();
        // The page itself asks once whether there is crypto; what asks then is the library, as it is loaded.
        page.addInitScript("const { subtle } = crypto; let asked = false;"
                + " Object.defineProperty(crypto, 'subtle', { get() {"
                + " if (asked) { throw new Error('no crypto here'); } asked = true; return subtle; } });");
        page.reload();
        terminal.awaitState("ended");
        assertEquals("This terminal could not be started", terminal.heading());
        assertEquals("no crypto here", page.locator("#code").textContent());
        assertTrue(page.locator("#reconnect").isVisible());
        assertEquals(List.of(), tab.complaints());
    }
}
