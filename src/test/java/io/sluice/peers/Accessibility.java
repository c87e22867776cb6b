package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What axe-core, which the pages' build brings along, says of a page as it is now. */
final class Accessibility {
    private static final Path AXE = Path.of("webapp/node_modules/axe-core/axe.min.js");

    /** One line for each element with a serious or critical problem: rule, element, and what is wrong with it. */
    private static final String SERIOUS = "() => axe.run(document, { resultTypes: ['violations'] }).then(result =>"
            + " result.violations.filter(rule => ['serious', 'critical'].includes(rule.impact)).flatMap(rule =>"
            + " rule.nodes.map(node => rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))";

    private Accessibility() {}

    /** Fails with all that is serious, in light colours and in dark ones. The page stays dark. */
    static void assertNothingSerious(Page page) throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            // Without motion: colours that are just changing are no colours to judge.
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
                // By the test's own means: the page's policy lets no other script in.
                page.evaluate(Files.readString(AXE));
            }
            assertEquals(List.of(), page.evaluate(SERIOUS), page.url() + " in " + scheme);
        }
    }
}
