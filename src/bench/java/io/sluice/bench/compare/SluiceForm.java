package io.sluice.bench.compare;

import io.sluice.container.ContainerProcess;
import io.sluice.container.StockContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Sluice in one of its forms. All have the same heap and the same configuration. */
final class SluiceForm implements Contender {
    private static final String PATH = "/bench";

    private final String name;
    private final String version;
    private final Starter starter;

    /** Starts a process with the configuration in this folder. */
    private interface Starter {
        ContainerProcess start(Path folder, Path configuration, Site site, Transport transport) throws Exception;
    }

    private SluiceForm(String name, String version, Starter starter) {
        this.name = name;
        this.version = version;
        this.starter = starter;
    }

    /** Alone, on the JDK in this folder. */
    static SluiceForm runner(String name, Path javaHome) throws IOException, InterruptedException {
        return new SluiceForm(name, javaVersion(javaHome), (folder, configuration, site, transport) -> {
            ProcessBuilder command = new ProcessBuilder(
                    javaHome.resolve("bin/java").toString(),
                    JavaOptions.HEAP,
                    "-jar",
                    StockContainer.build().resolve("sluice.jar").toString(),
                    "serve",
                    "--config",
                    configuration.toString());
            Pattern listens = Pattern.compile("Sluice listens on https?://[^:]+:(\\d+)/");
            return ContainerProcess.start(command, folder.resolve("console.log"), listens);
        });
    }

    /** The WAR in a stock Tomcat 11. */
    static SluiceForm inTomcat() throws IOException, InterruptedException {
        return new SluiceForm(
                "WAR in Tomcat",
                "Tomcat " + System.getProperty("tomcat11.version") + ", " + ownJavaVersion(),
                (folder, configuration, site, transport) -> StockTomcat.start(folder, configuration, site, transport));
    }

    /** The WAR in a stock Jetty 12.1. */
    static SluiceForm inJetty() throws IOException, InterruptedException {
        return new SluiceForm(
                "WAR in Jetty",
                "Jetty " + System.getProperty("jetty121.version") + ", " + ownJavaVersion(),
                (folder, configuration, site, transport) -> StockJetty.start(folder, configuration, site, transport));
    }

    private static String ownJavaVersion() throws IOException, InterruptedException {
        return javaVersion(Path.of(System.getProperty("java.home")));
    }

    private static String javaVersion(Path javaHome) throws IOException, InterruptedException {
        return Command.output(javaHome.resolve("bin/java").toString(), "-version")
                .lines()
                .toList()
                .get(1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Role role() {
        return Role.SLUICE;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean offers(Transport transport, Traffic traffic) {
        return true;
    }

    @Override
    public int mostIdle() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<String> clientArguments() {
        return List.of("--path", PATH);
    }

    @Override
    public Gateway start(Site site, Transport transport) throws Exception {
        Path folder = site.newFolder(name);
        Path configuration = Files.writeString(folder.resolve("sluice.yaml"), configuration(site, transport));
        ContainerProcess process = starter.start(folder, configuration, site, transport);
        return new ProcessGateway(ProcessHandle.of(process.pid()).orElseThrow(), process.port(), process::close);
    }

    private String configuration(Site site, Transport transport) {
        String routes = "routes: {" + PATH + ": " + site.targetPort() + "}\nlimits: {sessions: 20000}\n";
        if (!name.startsWith("runner")) {
            return routes;
        }
        String alone = "listen: 127.0.0.1:0\nmanage: off\n" + routes;
        return transport == Transport.PLAIN
                ? alone
                : alone + "tls: {certificate: " + site.pemFiles().certificate() + ", key: "
                        + site.pemFiles().key() + "}\n";
    }
}
