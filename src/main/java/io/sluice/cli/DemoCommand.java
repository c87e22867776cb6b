package io.sluice.cli;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.HostPort;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.config.TimeoutSettings;
import io.sluice.config.Viewer;
import io.sluice.demo.DesktopServer;
import io.sluice.demo.EchoServer;
import io.sluice.demo.shell.ShellServer;
import io.sluice.runner.Runner;
import io.sluice.runner.RunnerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice demo}. */
@Command(
        name = "demo",
        description = "Runs a gateway with targets of its own: a desktop, a shell and an echo.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            description = "Where to listen; ${DEFAULT-VALUE} by default.",
            converter = HostPortConverter.class)
    private HostPort listen = Configuration.DEFAULT.runner().listen();

    @Mixin
    private final LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, RunnerException, IOException, InterruptedException {
        log.apply();
        try (EchoServer echo = EchoServer.start();
                DesktopServer desktop = DesktopServer.start();
                ShellServer shell = ShellServer.start()) {
            Configuration configuration = Configuration.DEFAULT
                    .withListen(listen)
                    .withManage(new HostPort(HostPort.LOOPBACK, 0))
                    .withGrace(Duration.ZERO)
                    .withRoute(route("/demo/desktop", "Demo desktop", "See and do", desktop.port(), Viewer.VNC))
                    .withRoute(route("/demo/shell", "Demo shell", "See and do", shell.port(), Viewer.SSH))
                    .withRoute(route("/demo/echo", "Echo", "Look behind", echo.port(), Viewer.CONSOLE));
            Runner runner = Runner.start(ConfigurationSource.of(configuration));
            PrintWriter out = spec.commandLine().getOut();
            Service.run(runner, out, "Open " + runner.address() + " in a browser; Ctrl-C ends the demo.");
        }
        return 0;
    }

    private static RouteSettings route(String path, String title, String group, int port, Viewer viewer) {
        TargetSettings target = new TargetSettings.Tcp(new HostPort(HostPort.LOOPBACK, port));
        return RouteSettings.of(path, target, TimeoutSettings.DEFAULT)
                .shownAs(title, group, viewer)
                // Its own targets lock nobody out.
                .withChecked(true);
    }
}
