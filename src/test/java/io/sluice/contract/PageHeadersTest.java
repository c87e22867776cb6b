package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What browsers are told about pages. */
final class PageHeadersTest {
    private static final List<String> PAGES = List.of("/", "/view/routes.json", "/view/login", "/manage/health");

    @ParameterizedTest
    @EnumSource(Container.class)
    void pages_run_nothing_of_others_and_stand_in_no_foreign_frame(Container container) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(container, "routes: {/a: 1}")) {
            for (String page : PAGES) {
                Response response = RawWebSocket.http(gateway.port(), "GET", page);
                String policy = response.header("Content-Security-Policy");
                assertTrue(policy.contains("default-src 'none'"), policy);
                assertTrue(policy.contains("script-src 'self';"), policy);
                assertTrue(policy.endsWith("frame-ancestors 'self'"), policy);
                assertFalse(policy.contains("unsafe"), policy);
                assertEquals("nosniff", response.header("X-Content-Type-Options"), page);
                assertEquals("no-referrer", response.header("Referrer-Policy"), page);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void operator_can_let_other_pages_embed_them(Container container) throws Exception {
        String yaml = "embedding: {allow: [\"https://portal.example\", \"https://other.example:8443\"]}";
        try (RunningGateway gateway = RunningGateway.start(container, yaml)) {
            String policy = RawWebSocket.http(gateway.port(), "GET", "/").header("Content-Security-Policy");
            assertTrue(
                    policy.endsWith("frame-ancestors 'self' https://portal.example https://other.example:8443"),
                    policy);
        }
    }
}
