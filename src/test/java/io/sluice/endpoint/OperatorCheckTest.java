package io.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.access.Attempts;
import io.sluice.access.Authentication;
import io.sluice.access.Tickets;
import io.sluice.config.AccessSettings;
import io.sluice.config.AuthenticationSettings;
import io.sluice.session.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator has the role, and comes by no page of another site. */
final class OperatorCheckTest {
    private String role = "admin";
    private OperatorCheck check;

    @BeforeEach
    void make() throws Exception {
        Authentication authentication = new Authentication(
                AuthenticationSettings.DEFAULT, AccessSettings.DEFAULT, new Tickets(() -> 0), new Attempts(() -> 0));
        check = new OperatorCheck(
                () -> role,
                () -> authentication,
                new Refusals(new AuditLog(Runnable::run), refusal -> {}, (delay, action) -> {}, Runnable::run));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, , , true",
        "admin, http://gateway.example, , true",
        "admin, https://gateway.example, same-origin, true",
        "admin, , same-origin, true",
        "admin, , none, true",
        "admin, , same-site, false",
        "admin, , cross-site, false",
        "admin, http://evil.example, , false",
        "admin, null, , false",
        "guest, , , false",
        "guest, http://gateway.example, , false",
    })
    void operator_has_the_role_and_no_foreign_page(String role, String origin, String site, boolean operator) {
        assertEquals(operator, check.test(request(role, origin, site)));
    }

    private static Enumeration<String> lines(String value) {
        return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    private static HttpServletRequest request(String role, String origin, String site) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OperatorCheckTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "isUserInRole" -> role.equals(arguments[0]);
                    case "getHeader" -> arguments[0].equals("Host") ? "gateway.example" : null;
                    case "getHeaders" ->
                        switch (arguments[0].toString()) {
                            case "Origin" -> lines(origin);
                            case "Sec-Fetch-Site" -> lines(site);
                            default -> lines(null);
                        };
                    case "isSecure" -> false;
                    case "getUserPrincipal" -> (Principal) () -> "somebody";
                    case "getPathInfo", "getQueryString", "getAttribute", "getCookies" -> null;
                    case "getServletPath" -> "/manage/health";
                    case "getRemoteAddr" -> "192.0.2.1";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
