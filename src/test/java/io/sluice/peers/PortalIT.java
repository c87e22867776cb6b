package io.sluice.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.sluice.demo.EchoServer;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The portal in a real browser, with more than a hundred routes; alone, and below a container's context path. */
@RequiresProgram(
        value = {"chromium", "chromium-browser", "google-chrome"},
        debian = "chromium")
@ParameterizedClass
@EnumSource(
        value = GatewayHost.class,
        names = {"RUNNER", "TOMCAT"})
final class PortalIT {
    private static final int ROUTES = 124;
    private static final int FIRST_PAINT_BYTES = 100 * 1024;
    private static final Pattern PARTS = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"");

    private static int port;
    private static EchoServer echo;
    private static HttpServer elsewhere;
    private static GatewayHost.Running gateway;
    private static Chromium chromium;

    private Chromium.Tab tab;

    PortalIT(GatewayHost host) {}

    @BeforeParameterizedClassInvocation
    static void start(GatewayHost host, @TempDir Path folder) throws Exception {
        chromium = null;
        gateway = null;
        echo = EchoServer.start();
        port = TestTarget.unusedPort();
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StringBuilder yaml = new StringBuilder("embedding: {allow: [\"http://127.0.0.1:%d\"]}\nroutes:\n"
                .formatted(elsewhere.getAddress().getPort()));
        yaml.append("  /ssh/build: {target: \"127.0.0.1:%d\", title: Build server, viewer: ssh}\n".formatted(port));
        yaml.append("  /desk: {target: \"127.0.0.1:1\", title: 汉字 desk, viewer: vnc, group: Desks}\n");
        yaml.append("  /echo: {target: \"127.0.0.1:%d\", title: Echo, viewer: console, group: Tools}\n"
                .formatted(echo.port()));
        yaml.append(
                "  /raw: {target: \"127.0.0.1:%d\", title: Raw, viewer: none, group: Tools}\n".formatted(echo.port()));
        for (int i = 1; i <= ROUTES - 4; i++) {
            yaml.append(
                    "  /room%1$d/seat%2$d: {target: \"127.0.0.1:1\", title: Seat %1$d-%2$d, viewer: vnc, group: Room %1$d}\n"
                            .formatted((i - 1) / 20 + 1, (i - 1) % 20 + 1));
        }
        gateway = host.start(folder, Files.writeString(folder.resolve("sluice.yaml"), yaml));
        elsewhere.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Elsewhere</title><iframe width=900 height=700 src=\"%s\"></iframe>"
                    .formatted(gateway.portal())
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
        chromium = Chromium.launch();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        elsewhere.stop(0);
        if (gateway != null) {
            gateway.close();
        }
        echo.close();
    }

    @BeforeEach
    void openTab() {
        tab = chromium.tab(1280, 800);
    }

    @AfterEach
    void closeTab() {
        List<String> complaints = List.copyOf(tab.complaints());
        tab.close();
        assertEquals(List.of(), complaints);
    }

    private Page open(Chromium.Tab opened) {
        opened.page().navigate(gateway.portal().toString());
        opened.awaitState("ready");
        return opened.page();
    }

    private static Locator card(Page page, String path) {
        return page.locator("li[data-path='" + path + "']");
    }

    private static int shown(Page page) {
        return page.locator("#routes li:visible").count();
    }

    private static void awaitText(Locator locator, String text) {
        Eventually.holds(locator + " is " + text, () -> locator.textContent().equals(text));
    }

    @Test
    void routes_stand_under_their_groups_and_those_without_come_first() {
        Page page = open(tab);
        assertEquals(
                List.of(
                        "Without a group",
                        "Desks",
                        "Tools",
                        "Room 1",
                        "Room 2",
                        "Room 3",
                        "Room 4",
                        "Room 5",
                        "Room 6"),
                page.locator("#routes h2").allTextContents());
        assertEquals(ROUTES, shown(page));
        Locator tools = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Tools"));
        assertEquals(List.of("Echo", "Raw"), tools.locator("h3").allTextContents());
        assertEquals(2, tools.getByRole(AriaRole.LISTITEM).count());
    }

    @Test
    void each_viewer_has_its_link_and_other_routes_their_address() {
        Page page = open(tab);
        for (List<String> each : List.of(
                List.of("/desk", "Open desktop", "view/vnc.html?route=/desk"),
                List.of("/ssh/build", "Open terminal", "view/ssh.html?route=/ssh/build"),
                List.of("/echo", "Open console", "view/console.html?route=/echo"))) {
            Locator link = card(page, each.get(0)).locator("a");
            assertEquals(each.get(1), link.textContent());
            URI address = gateway.portal().resolve(link.getAttribute("href"));
            assertEquals(gateway.portal().resolve(each.get(2)).getPath(), address.getPath());
            assertEquals("route=" + each.get(0), address.getQuery());
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy address Raw"))
                .click();
        String address = gateway.portal().resolve("raw").toString().replaceFirst("http", "ws");
        awaitText(page.locator("#message"), "Copied " + address);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open console Echo"))
                .click();
        page.waitForURL("**/view/console.html**");
    }

    @Test
    void search_finds_by_title_path_and_group_and_says_how_many() {
        Page page = open(tab);
        page.keyboard().press("/");
        page.keyboard().type("room3 SEAT1");
        awaitText(page.locator("#count"), "11 of 124 routes");
        assertEquals(11, shown(page));
        assertEquals(List.of("Room 3"), page.locator("#routes h2:visible").allTextContents());
        page.keyboard().press("Escape");
        assertEquals(ROUTES, shown(page));
        awaitText(page.locator("#count"), "");
        page.keyboard().type("汉字");
        awaitText(page.locator("#count"), "1 of 124 routes");
        page.keyboard().press("Escape");
        page.keyboard().type("a/b");
        assertEquals("a/b", page.locator("#search").inputValue());
        awaitText(page.locator("#count"), "No route matches “a/b”.");
        assertEquals(0, shown(page));
    }

    @Test
    void state_changes_by_itself_when_a_target_comes_and_goes_and_sessions_are_counted() throws Exception {
        Page page = open(tab);
        Locator state = card(page, "/ssh/build").locator(".reachable");
        page.clock().install();
        awaitOnTheWay(page, state, "Not reachable");
        assertEquals("Not checked", card(page, "/desk").locator(".reachable").textContent());
        page.locator("#search").fill("build");
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
                RawWebSocket client = RawWebSocket.open(
                        gateway.portal().getPort(), gateway.portal().getPath() + "ssh/build")) {
            awaitOnTheWay(page, state, "Reachable");
            awaitOnTheWay(page, card(page, "/ssh/build").locator(".sessions"), "1 session open");
            assertTrue(page.locator("#changes").textContent().contains("Build server: Reachable"));
            assertEquals(1, shown(page), "what was searched for is still all that is shown");
            client.sendClose(1000);
            server.accept().close();
            awaitOnTheWay(page, card(page, "/ssh/build").locator(".sessions"), "");
        }
    }

    /** The page's own clock runs ahead; the gateway's does not. */
    private static void awaitOnTheWay(Page page, Locator locator, String text) {
        Eventually.holds(locator + " is " + text, () -> {
            page.clock().runFor(1000);
            return locator.textContent().equals(text);
        });
    }

    @Test
    void list_stays_and_says_so_while_the_gateway_does_not_answer() {
        Page page = open(tab);
        page.clock().install();
        page.route(
                "**/view/routes.json?check",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("<html>")));
        Eventually.holds("it says so", () -> {
            page.clock().runFor(1000);
            return page.locator("#stale").textContent().startsWith("What you see may be out of date.");
        });
        assertEquals(ROUTES, shown(page));
        page.unroute("**/view/routes.json?check");
        awaitOnTheWay(page, page.locator("#stale"), "");
    }

    @Test
    void a_log_in_that_has_run_out_is_not_tried_again_and_again() {
        Page page = open(tab);
        page.clock().install();
        AtomicInteger asked = new AtomicInteger();
        page.route("**/view/routes.json?check", route -> {
            asked.incrementAndGet();
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(200)
                    .setBody("{\"routes\":[],\"login\":true,\"login-failed\":true}"));
        });
        Eventually.holds("it asks", () -> {
            page.clock().runFor(1000);
            return page.locator("body[data-state=unknown]").count() == 1;
        });
        page.clock().runFor(600_000);
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        page.clock().runFor(600_000);
        assertEquals(1, asked.get());
    }

    @Test
    void it_speaks_chinese_to_who_reads_it() throws Exception {
        try (Chromium.Tab chinese = chromium.tab(1280, 800, "zh-CN")) {
            Page page = open(chinese);
            assertEquals("zh-CN", page.locator("html").getAttribute("lang"));
            assertEquals("路由 – Sluice", page.title());
            assertEquals("打开终端", card(page, "/ssh/build").locator("a").textContent());
            page.keyboard().press("/");
            page.keyboard().type("room3");
            awaitText(page.locator("#count"), "共 124 条路由，找到 20 条");
            assertEquals(List.of(), chinese.complaints());
        }
    }

    @Test
    void keyboard_alone_finds_and_opens_a_route() {
        Page page = open(tab);
        page.keyboard().press("/");
        page.keyboard().type("echo");
        assertEquals(1, shown(page));
        Eventually.holds("the link has the focus", () -> {
            page.keyboard().press("Tab");
            return page.evaluate("document.activeElement.textContent").equals("Open console");
        });
        page.keyboard().press("Enter");
        page.waitForURL("**/view/console.html**");
    }

    @Test
    void page_of_an_allowed_origin_shows_it_in_a_frame() {
        Page page = tab.page();
        page.navigate("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
        FrameLocator frame = page.frameLocator("iframe");
        frame.locator("body[data-state=ready]").waitFor();
        frame.locator("#search").fill("seat 6-20");
        frame.locator("li[data-path='/room6/seat20']").waitFor();
        assertEquals(1, frame.locator("#routes li:visible").count());
    }

    @Test
    void it_fits_a_phone() throws Exception {
        try (Chromium.Tab phone = chromium.tab(360, 640)) {
            Page page = open(phone);
            int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
            assertTrue(width <= 360, width + " pixels wide");
            Accessibility.assertNothingSerious(page);
            assertEquals(List.of(), phone.complaints());
        }
    }

    @Test
    void axe_finds_nothing_serious() throws Exception {
        Page page = open(tab);
        Accessibility.assertNothingSerious(page);
        page.locator("#search").fill("nothing like this");
        Accessibility.assertNothingSerious(page);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Files.createDirectories(Build.file("screenshots")).resolve("portal-dark.png")));
    }

    @Test
    void first_paint_needs_less_than_100_kb_as_it_is_sent() throws Exception {
        int bytes = 0;
        HttpResponse<byte[]> html = get(gateway.portal());
        bytes += html.body().length;
        Set<String> parts = new LinkedHashSet<>();
        Matcher matcher = PARTS.matcher(new String(html.body(), UTF_8));
        while (matcher.find()) {
            parts.add(matcher.group(1));
        }
        assertEquals(3, parts.size(), "icon, style and script");
        for (String part : parts) {
            HttpResponse<byte[]> response = get(gateway.portal().resolve(part));
            assertEquals(
                    "gzip", response.headers().firstValue("Content-Encoding").orElse(null), part);
            bytes += response.body().length;
        }
        assertTrue(bytes < FIRST_PAINT_BYTES, bytes + " bytes");
        assertFalse(new String(html.body(), UTF_8).contains("http://"), "nothing from elsewhere");
    }

    private static HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode(), address.toString());
        return response;
    }
}
