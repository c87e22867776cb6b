package io.sluice.cli;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationFiles;
import io.sluice.config.ConfigurationReader;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.HostPort;
import io.sluice.config.NamedFile;
import io.sluice.config.Problem;
import io.sluice.config.RoutePath;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.config.TlsSettings;
import io.sluice.runner.Runner;
import io.sluice.runner.RunnerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice serve}. */
@Command(
        name = "serve",
        description = "Runs the gateway until it is told to stop (SIGTERM, Ctrl-C).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Where to listen; 127.0.0.1:8080 unless the file says otherwise. A port alone means loopback.")
    private @Nullable String listen;

    @Option(
            names = "--manage",
            paramLabel = "HOST:PORT|off",
            description = "Where operators may look and act; 127.0.0.1:9180 unless the file says otherwise.")
    private @Nullable String manage;

    @Option(
            names = "--route",
            paramLabel = "PATH=TARGET",
            description = "A route, such as /desk=10.0.0.5:5900; TARGET is tcp://HOST:PORT, HOST:PORT, PORT (on this"
                    + " machine) or unix:/PATH. May be given more than once, besides those of the file.")
    private List<String> routes = new ArrayList<>();

    @Option(names = "--certificate", paramLabel = "PEM", description = "Serve https and wss with this certificate.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PEM", description = "The certificate's private key.")
    private @Nullable Path key;

    @Mixin
    private final LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, RunnerException, IOException, InterruptedException {
        log.apply();
        Runner runner = Runner.start(source());
        HangUp.whenReceived(runner::reload);
        Service.run(runner, spec.commandLine().getOut(), "Sluice listens on " + runner.address());
        return 0;
    }

    private ConfigurationSource source() throws ConfigurationException {
        Path file = options.locate(routes.isEmpty());
        return file == null
                ? ConfigurationSource.ofCommandLine(files -> withOptions(Configuration.DEFAULT, files))
                : ConfigurationSource.of(file, files -> withOptions(ConfigurationReader.read(file, files), files));
    }

    /** A configuration, and on top what the options say. */
    private Configuration withOptions(Configuration read, ConfigurationFiles files) throws ConfigurationException {
        Configuration configuration = read;
        List<Problem> problems = new ArrayList<>();
        if (listen != null) {
            HostPort address = address("--listen", listen, "HOST:PORT", problems);
            configuration = address == null ? configuration : configuration.withListen(address);
        }
        if (manage != null) {
            HostPort address = manage.equals("off") ? null : address("--manage", manage, "HOST:PORT or off", problems);
            configuration = configuration.withManage(address);
        }
        Set<String> paths = new HashSet<>();
        for (String route : routes) {
            RouteSettings settings = route(route, configuration, problems);
            if (settings == null) {
                continue;
            }
            if (!paths.add(settings.path())) {
                problems.add(new Problem("--route", 0, settings.path(), "this path stands twice"));
            }
            configuration = configuration.withRoute(settings);
        }
        if (certificate != null && key != null) {
            configuration = configuration.withTls(new TlsSettings(
                    NamedFile.ofOption("--certificate", certificate, files),
                    NamedFile.ofOption("--key", key, files),
                    null,
                    false,
                    TlsSettings.DEFAULT_HSTS));
        } else if (certificate != null || key != null) {
            String missing = certificate == null ? "--certificate" : "--key";
            problems.add(new Problem(missing, 0, "", "expected too: certificate and key belong together"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    private static @Nullable HostPort address(String option, String text, String expected, List<Problem> problems) {
        try {
            return HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(option, 0, "", "\"" + text + "\" does not fit; expected " + expected));
            return null;
        }
    }

    private static @Nullable RouteSettings route(String text, Configuration configuration, List<Problem> problems) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            problems.add(new Problem("--route", 0, "", "\"" + text + "\" does not fit; expected PATH=TARGET"));
            return null;
        }
        String path = text.substring(0, equals);
        String target = text.substring(equals + 1);
        try {
            RoutePath.parse(path);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("--route", 0, path, "expected " + RoutePath.EXPECTED));
            return null;
        }
        try {
            return RouteSettings.of(path, TargetSettings.parse(target), configuration.timeouts());
        } catch (IllegalArgumentException e) {
            String message = "\"" + target + "\" does not fit; expected " + TargetSettings.EXPECTED;
            problems.add(new Problem("--route", 0, path, message));
            return null;
        }
    }
}
