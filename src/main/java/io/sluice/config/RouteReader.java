package io.sluice.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes}. */
final class RouteReader {
    private final NamedFiles files;
    private final TimeoutSettings timeouts;
    private final boolean checks;

    /**
     * A reader of one file's routes.
     *
     * @param timeouts what holds for routes that say nothing else
     * @param checks whether the portal may try targets at all
     */
    RouteReader(NamedFiles files, TimeoutSettings timeouts, boolean checks) {
        this.files = files;
        this.timeouts = timeouts;
        this.checks = checks;
    }

    List<RouteSettings> routes(Section section) {
        List<RouteSettings> routes = new ArrayList<>();
        for (String path : section.ownKeys()) {
            RouteSettings route = route(section, path);
            if (route != null) {
                routes.add(route);
            }
        }
        return routes;
    }

    private @Nullable RouteSettings route(Section routes, String path) {
        boolean usable = routes.checkKey(path, Form.ROUTE_PATH);
        if (!routes.isSection(path)) {
            TargetSettings target = routes.optional(path, Form.TARGET);
            return usable && target != null && isReachable(routes, path, path, target)
                    ? checkedAtMost(RouteSettings.of(path, target, timeouts))
                    : null;
        }
        Section section = routes.section(path);
        TargetSettings target = new TargetReader(files).target(section);
        if (!section.has("target")) {
            routes.problem(path, "has no target; expected target: " + Form.TARGET.expected());
        }
        String title = section.value("title", Form.TEXT, path.replaceFirst("^/", ""));
        Viewer viewer = section.optional("viewer", Form.VIEWER);
        Frames frames = section.value("frames", Form.FRAMES, Frames.BINARY);
        boolean compression = section.value("compression", Form.FLAG, false);
        AccessSettings access = AccessReader.access(section.filled("access"));
        RouteLimits limits = limits(section.section("limits"));
        TimeoutSettings own = ConfigurationReader.timeouts(section.section("timeouts"), timeouts);
        TargetTls tls = tls(section);
        ProxyProtocol proxyProtocol = section.value("proxy-protocol", Form.PROXY_PROTOCOL, ProxyProtocol.OFF);
        String group = section.optional("group", Form.TEXT);
        Boolean checked = section.optional("check-target", Form.FLAG);
        section.refuseOthers();
        if (section.has("tls") && (target instanceof TargetSettings.Tcp || target instanceof TargetSettings.Unix)) {
            section.problem("tls", "is for targets that are spoken to over TLS; expected target: tls://HOST:PORT");
        }
        if (frames == Frames.TEXT && (viewer == Viewer.VNC || viewer == Viewer.SSH)) {
            section.problem("frames", "text is not what this viewer reads; expected binary, or another viewer");
        }
        if (!usable || target == null || !isReachable(section, "target", path, target)) {
            return null;
        }
        Viewer opened = viewer != null ? viewer : frames == Frames.TEXT ? Viewer.NONE : Viewer.guess(target);
        return checkedAtMost(new RouteSettings(
                path,
                title,
                target,
                opened,
                frames,
                compression,
                access,
                limits,
                own,
                tls,
                proxyProtocol,
                group == null ? null : group.strip(),
                checked == null ? opened.toleratesChecks() : checked));
    }

    private RouteSettings checkedAtMost(RouteSettings route) {
        return checks ? route : route.withChecked(false);
    }

    /** A token stands in the path exactly where a target is chosen by one. */
    private static boolean isReachable(Section section, String key, String path, TargetSettings target) {
        boolean chosen = target instanceof TargetSettings.ByToken;
        if (chosen == RoutePath.hasToken(path)) {
            return true;
        }
        section.problem(
                key,
                chosen
                        ? "is chosen by a token; expected a path that ends with /" + TargetSettings.TOKEN
                        : "is the same for every token; expected tokens, jwt, redis or http");
        return false;
    }

    private TargetTls tls(Section route) {
        if (!route.has("tls")) {
            return TargetTls.DEFAULT;
        }
        Section section = route.section("tls");
        TargetTls tls = new TargetTls(
                files.file(section, "authorities"),
                files.file(section, "certificate"),
                files.file(section, "key"),
                section.optional("server-name", Form.HOST),
                section.value("insecure", Form.FLAG, false));
        section.refuseOthers();
        if (section.has("certificate") != section.has("key")) {
            route.problem("tls", "needs both certificate and key, or neither");
        }
        return tls;
    }

    private static RouteLimits limits(Section section) {
        RouteLimits otherwise = RouteLimits.DEFAULT;
        RouteLimits limits = new RouteLimits(
                section.value("sessions", Form.COUNT, otherwise.sessions()),
                section.value("sessions-per-user", Form.COUNT, otherwise.sessionsPerUser()),
                section.value("sessions-per-address", Form.COUNT, otherwise.sessionsPerAddress()),
                section.value("bandwidth", Form.BANDWIDTH, otherwise.bandwidth()),
                section.value("bandwidth-per-session", Form.BANDWIDTH, otherwise.bandwidthPerSession()));
        section.refuseOthers();
        return limits;
    }
}
