package io.sluice.peers;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The Chromium that is installed, without a window. */
final class Chromium implements AutoCloseable {
    static final String[] NAMES = {"chromium", "chromium-browser", "google-chrome"};

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of(Programs.path(NAMES)))
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync")));
            return new Chromium(playwright, browser);
        } catch (Throwable e) {
            playwright.close();
            throw e;
        }
    }

    /** A fresh tab of this size in pixels, which knows nothing of the others. */
    Tab tab(int width, int height) {
        return new Tab(browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, height).setDeviceScaleFactor(1)));
    }

    /** A fresh tab on such a screen, with nothing that moves by itself. */
    Tab tab(Screen screen) {
        return new Tab(browser.newPage(new Browser.NewPageOptions()
                .setViewportSize(screen.width, screen.height)
                .setDeviceScaleFactor(1)
                .setColorScheme(screen.scheme)
                .setHasTouch(screen.phone())
                .setIsMobile(screen.phone())
                .setReducedMotion(ReducedMotion.REDUCE)));
    }

    /** What people look at pages on. */
    enum Screen {
        DESKTOP_LIGHT(1280, 800, ColorScheme.LIGHT),
        DESKTOP_DARK(1280, 800, ColorScheme.DARK),
        PHONE_LIGHT(360, 740, ColorScheme.LIGHT),
        PHONE_DARK(360, 740, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Screen(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }

        boolean phone() {
            return width < 600;
        }
    }

    /** The same, for somebody who reads this language (BCP 47). */
    Tab tab(int width, int height, String language) {
        return new Tab(browser.newPage(new Browser.NewPageOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(1)
                .setLocale(language)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A tab, which collects what goes wrong in its page. */
    static final class Tab implements AutoCloseable {
        private static final String CANVAS = "#stage canvas";

        private final Page page;
        private final List<String> complaints = new ArrayList<>();

        private Tab(Page page) {
            this.page = page;
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
            page.onPageError(complaints::add);
        }

        Page page() {
            return page;
        }

        /** What the page has complained about on its console. */
        List<String> complaints() {
            return complaints;
        }

        /** Waits until the page says that it is in this state. */
        void awaitState(String state) {
            page.waitForSelector("body[data-state=" + state + "]");
        }

        /** What noVNC shows, pixel by pixel as it was received. */
        Picture picture() {
            Object address = page.evalOnSelector(CANVAS, "canvas => canvas.toDataURL('image/png')");
            String text = address.toString();
            return Picture.fromPng(Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1)));
        }

        /** Moves the pointer to a pixel of the desktop. */
        void moveTo(int x, int y) {
            BoundingBox box = page.locator(CANVAS).boundingBox();
            double width = ((Number) page.evalOnSelector(CANVAS, "canvas => canvas.width")).doubleValue();
            double scale = box.width / width;
            page.mouse().move(box.x + (x + 0.5) * scale, box.y + (y + 0.5) * scale);
        }

        /** Clicks on a pixel of the desktop. */
        void click(int x, int y) {
            moveTo(x, y);
            page.mouse().down();
            page.mouse().up();
        }

        /** Touches a pixel of the desktop with one finger, shortly. */
        void tap(int x, int y) {
            BoundingBox box = page.locator(CANVAS).boundingBox();
            double width = ((Number) page.evalOnSelector(CANVAS, "canvas => canvas.width")).doubleValue();
            double scale = box.width / width;
            page.touchscreen().tap(box.x + (x + 0.5) * scale, box.y + (y + 0.5) * scale);
        }

        @Override
        public void close() {
            page.close();
        }
    }
}
