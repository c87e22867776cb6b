package io.sluice.peers;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sluice.testing.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The SSH terminal's page, used as a person does. */
final class TerminalPage {
    /** What a test's shell says when it waits for a command. */
    static final String PROMPT = "ready>";

    private final Chromium.Tab tab;
    private final Page page;
    private int commands;

    TerminalPage(Chromium.Tab tab) {
        this.tab = tab;
        this.page = tab.page();
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    static String address(URI gateway) {
        return gateway.resolve("view/ssh.html?route=%2Fssh%2Fbuild").toString();
    }

    TerminalPage open(URI gateway) {
        page.navigate(address(gateway));
        return this;
    }

    Page page() {
        return page;
    }

    void awaitState(String state) {
        tab.awaitState(state);
    }

    /** Accepts the server's key, which is new. */
    TerminalPage accept() {
        awaitState("checkingKey");
        page.locator("#approve").click();
        awaitState("loggingIn");
        return this;
    }

    void logInByPassword(String user, String password) {
        page.locator("#user").fill(user);
        tryPassword(password);
    }

    void tryPassword(String password) {
        page.locator("#password").fill(password);
        page.locator("#submit").click();
    }

    /** Logs in who runs the tests. */
    void logInByKey(Path key) {
        logInByKey(key, "");
        awaitShell();
    }

    void logInByKey(Path key, String passphrase) {
        page.locator("#user").fill(System.getProperty("user.name"));
        page.locator("[name=method][value=publickey]").check();
        page.locator("#key-file").setInputFiles(key);
        page.locator("#passphrase").fill(passphrase);
        page.locator("#submit").click();
    }

    /** Waits for the shell, and makes it one that says little. */
    void awaitShell() {
        awaitState("connected");
        enter("exec env PS1='" + PROMPT + "' LC_ALL=C.UTF-8 bash --norc --noprofile");
        run("bind 'set enable-bracketed-paste off'; clear");
    }

    /** Key by key. */
    void type(String text) {
        page.keyboard().type(text);
    }

    /** A line at once, as input methods do, which is much faster than key by key. */
    private void enter(String line) {
        page.keyboard().insertText(line);
        page.keyboard().press("Enter");
    }

    /** Runs a command, and waits for its end. */
    void run(String command) {
        String end = "done" + ++commands;
        enter(command + "; echo do''ne" + commands);
        Eventually.holds(
                command + " ends on the screen",
                () -> screen().lines().anyMatch(row -> row.strip().equals(end)));
    }

    /** Waits until something is on the screen. */
    void awaitText(String text) {
        Eventually.holds("the screen shows " + text, () -> screen().contains(text));
    }

    /** What is on the screen. */
    String screen() {
        Object text = page.evalOnSelector(
                "#stage .xterm-rows", "rows => [...rows.children].map(row => row.textContent).join('\\n')");
        return text.toString().replace('\u00a0', ' ');
    }

    /** How many rows it has. */
    int rows() {
        return screen().split("\n", -1).length;
    }

    /** One row of it, from 0, without the blanks at its end. */
    String row(int at) {
        return screen().split("\n", -1)[at].stripTrailing();
    }

    /** All that the terminal still has, from its sheet for copying. */
    String all() {
        page.locator("#copy").click();
        String text = page.locator("#all-text").inputValue();
        page.locator("#close-copying").click();
        return text;
    }

    String clipboard() {
        return page.evaluate("navigator.clipboard.readText()").toString();
    }

    Locator problem() {
        return page.locator("#log-in-problem");
    }

    String heading() {
        return page.locator("#heading").textContent();
    }

    String text() {
        return page.locator("#text").textContent();
    }
}
