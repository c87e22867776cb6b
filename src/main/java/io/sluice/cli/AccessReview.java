package io.sluice.cli;

import io.sluice.config.AccessSettings;
import io.sluice.config.AddressRange;
import io.sluice.config.AuthenticationSettings;
import io.sluice.config.Configuration;
import io.sluice.config.HostPort;
import io.sluice.config.RouteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may open a route, in words, and what an operator should think twice about. */
final class AccessReview {
    /** Where nobody on the Internet is: RFC 1918, RFC 4193, RFC 6598, loopback and link-local. */
    private static final List<AddressRange> PRIVATE = Stream.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "100.64.0.0/10",
                    "169.254.0.0/16",
                    "127.0.0.0/8",
                    "::1",
                    "fc00::/7",
                    "fe80::/10")
            .map(AddressRange::parse)
            .toList();

    private static final String ANY_ORIGIN = "*";

    private final Configuration configuration;

    AccessReview(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Who may open a route: one sentence. */
    String words(RouteSettings route) {
        List<AccessSettings> both = List.of(configuration.access(), route.access());
        List<String> words = new ArrayList<>();
        words.add(who(both));
        for (AccessSettings access : both) {
            if (!access.addresses().isEmpty()) {
                words.add("from " + listed(access.addresses()));
            }
            if (!access.hours().isEmpty()) {
                words.add("at " + listed(access.hours()));
            }
        }
        words.add(pages(both));
        return String.join(", ", words);
    }

    private String who(List<AccessSettings> both) {
        if (both.stream().noneMatch(AccessSettings::needsUser)) {
            return "anyone";
        }
        List<String> conditions = new ArrayList<>();
        for (AccessSettings access : both) {
            if (access.users().contains("*")) {
                conditions.add("anyone");
            } else if (!access.users().isEmpty()) {
                conditions.add(String.join(" or ", access.users()));
            }
            if (!access.roles().isEmpty()) {
                conditions.add("whoever has the role " + String.join(" or ", access.roles()));
            }
        }
        return String.join(" and also ", conditions) + ", logged in by " + means();
    }

    private String means() {
        AuthenticationSettings authentication = configuration.authentication();
        List<String> means = new ArrayList<>();
        means.add("the container");
        if (authentication.basic() != null) {
            means.add("password");
        }
        if (!authentication.jwt().isEmpty()) {
            means.add("signed token");
        }
        if (authentication.certificate() != null) {
            means.add("client certificate");
        }
        means.add("ticket");
        return String.join(", ", means);
    }

    private static String pages(List<AccessSettings> both) {
        if (anyPage(both)) {
            return "in any web page";
        }
        List<String> named = both.stream()
                .map(AccessSettings::origins)
                .filter(origins -> !origins.isEmpty() && !origins.contains(ANY_ORIGIN))
                .reduce(AccessReview::inBoth)
                .orElse(List.of());
        return "in the gateway's own pages" + (named.isEmpty() ? "" : " and those of " + String.join(", ", named));
    }

    private static List<String> inBoth(List<String> one, List<String> other) {
        return one.stream().filter(other::contains).toList();
    }

    /** Where no origin is named at all, only the gateway's own count. */
    private static boolean anyPage(List<AccessSettings> both) {
        List<List<String>> named = both.stream()
                .map(AccessSettings::origins)
                .filter(origins -> !origins.isEmpty())
                .toList();
        return !named.isEmpty() && named.stream().allMatch(origins -> origins.contains(ANY_ORIGIN));
    }

    private static String listed(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(" or "));
    }

    /** What to think twice about, with one route; a sentence each. */
    List<String> doubts(RouteSettings route) {
        List<String> doubts = new ArrayList<>(route.doubts(configuration.destinations()));
        List<AccessSettings> both = List.of(configuration.access(), route.access());
        boolean asked = both.stream().anyMatch(AccessSettings::needsUser);
        if (!asked && both.stream().noneMatch(AccessReview::isPrivate)) {
            doubts.add("anyone on a public address who reaches the gateway may open it");
        }
        if (asked && !configuration.authentication().isConfigured()) {
            doubts.add("it asks for a log-in, and authentication names none: in a servlet container that is the"
                    + " container's, and in the runner nobody gets in without a ticket");
        }
        if (anyPage(both)) {
            doubts.add("any web page that a user visits may open it, with that user's log-in");
        }
        return doubts;
    }

    private static boolean isPrivate(AccessSettings access) {
        return !access.addresses().isEmpty()
                && access.addresses().stream()
                        .allMatch(range -> PRIVATE.stream().anyMatch(range::isWithin));
    }

    /** Who may see and do what is below {@code /manage/}: one sentence. */
    String operators() {
        List<String> words = new ArrayList<>();
        HostPort listen = configuration.runner().manage();
        if (listen != null) {
            words.add("alone, whoever reaches " + listen);
        }
        String role = configuration.operatorRole();
        if (role != null) {
            words.add("whoever has the role " + role + ", logged in by " + means());
        }
        return words.isEmpty() ? "nobody" : String.join("; ", words);
    }

    /** What to think twice about, with the whole gateway. */
    List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        String host = configuration.runner().listen().host();
        if (configuration.authentication().basic() != null
                && configuration.runner().tls() == null
                && !isLocal(host)) {
            doubts.add("passwords come unencrypted to " + configuration.runner().listen()
                    + ": name a certificate under tls, or listen on loopback behind a proxy that has one");
        }
        HostPort manage = configuration.runner().manage();
        if (manage != null && !isLocal(manage.host())) {
            doubts.add("anyone who reaches " + manage + " is an operator: let manage.listen be on loopback");
        }
        if (configuration.operatorRole() != null
                && !configuration.authentication().isConfigured()) {
            doubts.add("operators have to log in, and authentication names no way: in a servlet container that is the"
                    + " container's, and in the runner nobody is one by manage.role");
        }
        return doubts;
    }

    private static boolean isLocal(String host) {
        return host.equals(HostPort.LOOPBACK) || host.equals("localhost") || host.equals("::1");
    }
}
