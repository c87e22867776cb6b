package io.sluice.bench;

import io.sluice.container.ContainerBase;
import io.sluice.container.ContainerProcess;
import io.sluice.container.StockContainer;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The gateway in a process of its own, as people run it. Its files and its log stay in target/bench. */
final class GatewayProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Sluice listens on http://[^:]+:(\\d+)/");
    /** So that memory outside the heap can be asked for. */
    private static final String NATIVE_MEMORY = "-XX:NativeMemoryTracking=summary";

    private final ContainerProcess process;
    private final GatewayMeter meter;

    private GatewayProcess(ContainerProcess process, URI sessionsPage) {
        this.process = process;
        this.meter = new GatewayMeter(process.pid(), process::diagnose, sessionsPage);
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param run the name of the run, for its folder
     * @param configuration sluice.yaml, without addresses to listen on
     */
    static GatewayProcess start(String run, GatewayOptions options, String configuration) throws Exception {
        return start(run, options, configuration, "127.0.0.1");
    }

    /** The same, at another address than loopback's. */
    static GatewayProcess start(String run, GatewayOptions options, String configuration, String host)
            throws Exception {
        Path folder = emptied(StockContainer.build().resolve("bench").resolve(run + "-" + options.container()));
        Path file = folder.resolve("sluice.yaml");
        List<String> machine = List.of("-Xmx" + options.heap(), NATIVE_MEMORY);
        if (options.container() == GatewayContainer.jetty) {
            int operators = TestTarget.unusedPort();
            Files.writeString(
                    file, "listen: " + host + ":0\nmanage: {listen: 127.0.0.1:" + operators + "}\n" + configuration);
            return new GatewayProcess(
                    alone(folder, machine), URI.create("http://127.0.0.1:" + operators + "/manage/sessions"));
        }
        Files.writeString(file, configuration);
        ContainerBase base = StockContainer.TOMCAT_11.newBase(folder);
        prepareTomcat(folder.resolve("conf"));
        base.deploy("ROOT");
        ContainerProcess process =
                ContainerProcess.start(base, machine.get(0), machine.get(1), "-Dsluice.config=" + file);
        process.awaitStatus("/manage/health", 200);
        return new GatewayProcess(
                process, URI.create("http://bench:bench@127.0.0.1:" + process.port() + "/manage/sessions"));
    }

    private static ContainerProcess alone(Path folder, List<String> machine) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                machine.get(0),
                machine.get(1),
                "-jar",
                StockContainer.build().resolve("sluice.jar").toString(),
                "serve",
                "--config",
                folder.resolve("sluice.yaml").toString());
        return ContainerProcess.start(command, folder.resolve("console.log"), LISTENS);
    }

    /** An administrator who may see the sessions, and no bound on connections below the gateway's. */
    private static void prepareTomcat(Path conf) throws IOException {
        Files.writeString(
                conf.resolve("tomcat-users.xml"),
                "<tomcat-users><user username='bench' password='bench' roles='admin'/></tomcat-users>");
        replace(
                conf.resolve("context.xml"),
                "<Context>",
                "<Context preemptiveAuthentication='true'>"
                        + "<Valve className='org.apache.catalina.authenticator.BasicAuthenticator'/>");
        replace(conf.resolve("server.xml"), "<Connector address", "<Connector maxConnections='20000' address");
    }

    private static void replace(Path file, String old, String other) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IllegalStateException(file + " has no " + old);
        }
        Files.writeString(file, text.replace(old, other));
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), process.port());
    }

    GatewayMeter meter() {
        return meter;
    }

    @Override
    public void close() {
        process.close();
    }
}
