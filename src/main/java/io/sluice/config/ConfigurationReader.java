package io.sluice.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code sluice.yaml}. */
public final class ConfigurationReader {
    static final int LONGEST_FILE = 1 << 20;

    private final String source;
    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationReader(Path file) {
        this.source = file.toString();
        this.folder = file.toAbsolutePath().normalize().resolveSibling("");
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if the file cannot be read or used, with everything that is wrong with it
     */
    public static Configuration read(Path file) throws ConfigurationException {
        ConfigurationReader reader = new ConfigurationReader(file);
        Configuration configuration = reader.configuration(reader.load(file));
        if (!reader.problems.isEmpty()) {
            reader.problems.sort(Comparator.comparingInt(Problem::line));
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    private @Nullable Node load(Path file) throws ConfigurationException {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw broken(0, "is longer than 1 MiB");
            }
            String text = Files.readString(file);
            LoadSettings settings = LoadSettings.builder().setLabel(source).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.orElse(null);
        } catch (NoSuchFileException e) {
            throw broken(0, "there is no such file");
        } catch (CharacterCodingException e) {
            throw broken(0, "is not written in UTF-8");
        } catch (IOException e) {
            throw broken(0, "cannot be read: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            throw broken(line, "not YAML: " + e.getProblem());
        } catch (StackOverflowError e) {
            throw broken(0, "is nested too deeply");
        } catch (YamlEngineException e) {
            throw broken(0, "not YAML: " + e.getMessage());
        }
    }

    private ConfigurationException broken(int line, String message) {
        return new ConfigurationException(new Problem(source, line, "", message));
    }

    private Configuration configuration(@Nullable Node root) throws ConfigurationException {
        if (root == null) {
            return Configuration.DEFAULT;
        }
        if (!(root instanceof MappingNode mapping)) {
            throw broken(1, "expected keys and values such as \"routes:\"");
        }
        Section top = new Section(source, "", mapping, problems);
        Configuration otherwise = Configuration.DEFAULT;
        HostPort listen = top.value("listen", Form.LISTEN, otherwise.listen());
        HostPort manage = manage(top, otherwise.manage());
        TlsSettings tls = tls(top);
        TimeoutSettings timeouts = timeouts(top.section("timeouts"), TimeoutSettings.DEFAULT);
        LimitSettings limits = limits(top.section("limits"));
        Duration grace = top.value("grace", Form.GRACE, otherwise.grace());
        List<RouteSettings> routes = routes(top.section("routes"), timeouts);
        top.refuseOthers();
        return new Configuration(listen, manage, tls, routes, timeouts, limits, grace);
    }

    private @Nullable HostPort manage(Section top, @Nullable HostPort otherwise) {
        if (top.is("manage", "off")) {
            top.optional("manage", Form.TEXT);
            return null;
        }
        Section manage = top.section("manage");
        HostPort listen = manage.optional("listen", Form.LISTEN);
        manage.refuseOthers();
        return listen == null ? otherwise : listen;
    }

    private @Nullable TlsSettings tls(Section top) {
        if (!top.has("tls")) {
            return null;
        }
        Section tls = top.section("tls");
        Path certificate = tls.optional("certificate", Form.file(folder));
        Path key = tls.optional("key", Form.file(folder));
        tls.refuseOthers();
        if (!tls.has("certificate") || !tls.has("key")) {
            top.problem("tls", "needs both certificate and key, each the name of a PEM file");
        }
        return certificate == null || key == null ? null : new TlsSettings(certificate, key);
    }

    private static TimeoutSettings timeouts(Section section, TimeoutSettings otherwise) {
        TimeoutSettings timeouts = new TimeoutSettings(
                section.value("connect", Form.POSITIVE_DURATION, otherwise.connect()),
                section.value("idle", Form.DURATION, otherwise.idle()),
                section.value("stall", Form.DURATION, otherwise.stall()),
                section.value("linger", Form.POSITIVE_DURATION, otherwise.linger()),
                section.value("heartbeat", Form.DURATION, otherwise.heartbeat()),
                section.value("max-session", Form.DURATION, otherwise.maxSession()));
        section.refuseOthers();
        return timeouts;
    }

    private static LimitSettings limits(Section section) {
        LimitSettings otherwise = LimitSettings.DEFAULT;
        LimitSettings limits = new LimitSettings(
                section.value("sessions", Form.POSITIVE_COUNT, otherwise.sessions()),
                section.value("sessions-per-address", Form.COUNT, otherwise.sessionsPerAddress()),
                section.value("handshakes-per-second", Form.COUNT, otherwise.handshakesPerSecond()),
                section.value("queue", Form.SIZE, otherwise.queue()),
                section.value("total-queue", Form.TOTAL_QUEUE, otherwise.totalQueue()),
                section.value("stalled-uploads", Form.COUNT, otherwise.stalledUploads()),
                section.value("header-size", Form.HEADER_SIZE, otherwise.headerSize()),
                section.value("header-time", Form.POSITIVE_DURATION, otherwise.headerTime()));
        section.refuseOthers();
        return limits;
    }

    private List<RouteSettings> routes(Section section, TimeoutSettings timeouts) {
        List<RouteSettings> routes = new ArrayList<>();
        for (String path : section.ownKeys()) {
            RouteSettings route = route(section, path, timeouts);
            if (route != null) {
                routes.add(route);
            }
        }
        return routes;
    }

    private @Nullable RouteSettings route(Section routes, String path, TimeoutSettings timeouts) {
        boolean usable = routes.checkKey(path, Form.ROUTE_PATH);
        if (!routes.isSection(path)) {
            TargetSettings target = routes.optional(path, Form.TARGET);
            return usable && target != null ? RouteSettings.of(path, target, timeouts) : null;
        }
        Section section = routes.section(path);
        TargetSettings target = section.optional("target", Form.TARGET);
        if (!section.has("target")) {
            routes.problem(path, "has no target; expected target: " + Form.TARGET.expected());
        }
        String title = section.value("title", Form.TEXT, path.replaceFirst("^/", ""));
        Viewer viewer = section.optional("viewer", Form.VIEWER);
        Frames frames = section.value("frames", Form.FRAMES, Frames.BINARY);
        boolean compression = section.value("compression", Form.FLAG, false);
        AccessSettings access = access(section.section("access"));
        RouteLimits limits = routeLimits(section.section("limits"));
        TimeoutSettings own = timeouts(section.section("timeouts"), timeouts);
        section.refuseOthers();
        if (!usable || target == null) {
            return null;
        }
        Viewer opened = viewer == null ? Viewer.guess(target) : viewer;
        return new RouteSettings(path, title, target, opened, frames, compression, access, limits, own);
    }

    private static AccessSettings access(Section section) {
        AccessSettings access = new AccessSettings(
                section.list("origins", Form.ORIGIN),
                section.list("roles", Form.TEXT),
                section.list("users", Form.TEXT));
        section.refuseOthers();
        return access;
    }

    private static RouteLimits routeLimits(Section section) {
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
