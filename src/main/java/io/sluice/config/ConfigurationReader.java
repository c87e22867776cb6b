package io.sluice.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    private static final String OFF = "off";

    private final String source;
    private final ConfigurationFiles read;
    private final NamedFiles files;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationReader(Path file, ConfigurationFiles read) {
        this.source = file.toString();
        this.read = read;
        this.files = new NamedFiles(file.toAbsolutePath().normalize().resolveSibling(""), read);
    }

    /**
     * Reads a file, and those that it names.
     *
     * @throws ConfigurationException if the file cannot be read or used, with everything that is wrong with it
     */
    public static Configuration read(Path file) throws ConfigurationException {
        return read(file, new ConfigurationFiles());
    }

    /**
     * The same.
     *
     * @param files remembers what was read
     */
    public static Configuration read(Path file, ConfigurationFiles files) throws ConfigurationException {
        ConfigurationReader reader = new ConfigurationReader(file, files);
        Configuration configuration = reader.configuration(reader.load(file));
        if (!reader.problems.isEmpty()) {
            reader.problems.sort(Comparator.comparingInt(Problem::line));
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    private @Nullable Node load(Path file) throws ConfigurationException {
        try {
            byte[] content = read.read(file, LONGEST_FILE);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            LoadSettings settings = LoadSettings.builder().setLabel(source).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.orElse(null);
        } catch (NoSuchFileException e) {
            throw broken(0, "there is no such file");
        } catch (CharacterCodingException e) {
            throw broken(0, "is not written in UTF-8");
        } catch (IOException e) {
            throw broken(0, NamedFiles.reason(e));
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
        Manage manage = manage(top, otherwise.runner().manage());
        RunnerSettings runner = runner(top, otherwise.runner(), manage.listen());
        TimeoutSettings timeouts = timeouts(top.section("timeouts"), TimeoutSettings.DEFAULT);
        LimitSettings limits = limits(top.section("limits"));
        Duration grace = top.value("grace", Form.GRACE, otherwise.grace());
        AccessSettings access = AccessReader.access(top.filled("access"));
        AuthenticationSettings authentication =
                new AuthenticationReader(files).authentication(top.section("authentication"));
        List<DestinationRule> destinations = allowed(top.section("destinations"), Form.DESTINATION);
        List<String> embedding = allowed(top.section("embedding"), Form.ORIGIN);
        Section portal = top.section("portal");
        boolean checks = portal.value("check-targets", Form.FLAG, true);
        portal.refuseOthers();
        List<RouteSettings> routes = new RouteReader(files, timeouts, checks).routes(top.section("routes"));
        top.refuseOthers();
        return new Configuration(
                runner,
                routes,
                timeouts,
                limits,
                grace,
                access,
                authentication,
                destinations,
                embedding,
                manage.role());
    }

    private static <T> List<T> allowed(Section section, Form<T> form) {
        List<T> allowed = section.list("allow", form);
        section.refuseOthers();
        return allowed;
    }

    private RunnerSettings runner(Section top, RunnerSettings otherwise, @Nullable HostPort manage) {
        HostPort listen = top.value("listen", Form.LISTEN, otherwise.listen());
        TlsSettings tls = tls(top);
        if (manage != null && manage.takes(listen)) {
            String key = top.has("listen") ? "listen" : "manage";
            top.problem(key, "clients at " + listen + " and operators at " + manage + " need a port each");
        }
        return new RunnerSettings(listen, manage, tls, top.list("trusted-proxies", Form.ADDRESSES));
    }

    /** What {@code manage} says: a part for the runner, and one for all. */
    private record Manage(
            @Nullable HostPort listen, @Nullable String role) {}

    private static Manage manage(Section top, @Nullable HostPort otherwise) {
        if (top.is("manage", OFF)) {
            top.optional("manage", Form.TEXT);
            return new Manage(null, null);
        }
        Section manage = top.section("manage");
        String role = manage.optional("role", Form.TEXT);
        HostPort listen = null;
        if (manage.is("listen", OFF)) {
            manage.optional("listen", Form.TEXT);
        } else {
            HostPort given = manage.optional("listen", Form.MANAGE);
            listen = given == null ? otherwise : given;
        }
        manage.refuseOthers();
        return new Manage(listen, role);
    }

    private @Nullable TlsSettings tls(Section top) {
        if (!top.has("tls")) {
            return null;
        }
        Section tls = top.section("tls");
        NamedFile certificate = files.file(tls, "certificate");
        NamedFile key = files.file(tls, "key");
        NamedFile authorities = files.file(tls, "client-authorities");
        boolean required = tls.value("client-required", Form.FLAG, false);
        Duration hsts = tls.value("hsts", Form.DURATION, TlsSettings.DEFAULT_HSTS);
        tls.refuseOthers();
        if (!tls.has("certificate") || !tls.has("key")) {
            top.problem("tls", "needs both certificate and key, each the name of a PEM file");
        }
        if (required && !tls.has("client-authorities")) {
            tls.problem("client-required", "needs client-authorities too, the name of a PEM file");
        }
        return certificate == null || key == null
                ? null
                : new TlsSettings(certificate, key, authorities, required, hsts);
    }

    static TimeoutSettings timeouts(Section section, TimeoutSettings otherwise) {
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
}
