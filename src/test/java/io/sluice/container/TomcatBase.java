package io.sluice.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CATALINA_BASE: the stock configuration but for the port, and for how soon changes of applications are noticed. */
final class TomcatBase implements ContainerBase {
    private final Path home;
    private final Path folder;

    TomcatBase(Path home, Path folder) throws IOException {
        this.home = home;
        this.folder = folder;
        for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
            Files.createDirectories(folder.resolve(name));
        }
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("conf").resolve(file.getFileName()));
            }
        }
        Path server = folder.resolve("conf/server.xml");
        String text = Files.readString(server);
        text = replaced(text, "<Server port=\"8005\"", "<Server port=\"-1\"");
        text = replaced(text, "<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"0\"");
        text = replaced(text, "<Engine name=\"Catalina\"", "<Engine name=\"Catalina\" backgroundProcessorDelay=\"1\"");
        Files.writeString(server, text);
    }

    private static String replaced(String text, String old, String other) {
        if (!text.contains(old)) {
            throw new IllegalStateException("Tomcat's server.xml has no " + old);
        }
        return text.replace(old, other);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public ProcessBuilder command(List<String> options) {
        // The script replaces itself by the virtual machine, so that the process is the container.
        ProcessBuilder command =
                new ProcessBuilder("sh", home.resolve("bin/catalina.sh").toString(), "run");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("CATALINA_HOME", home.toString());
        command.environment().put("CATALINA_BASE", folder.toString());
        String quoted = options.stream().map(option -> '"' + option + '"').collect(Collectors.joining(" "));
        command.environment().put("CATALINA_OPTS", quoted);
        return command.directory(folder.toFile());
    }

    @Override
    public Pattern portInLog() {
        return Pattern.compile("Starting ProtocolHandler \\[\"http-nio-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");
    }

    @Override
    public String loaderClass() {
        return "ParallelWebappClassLoader";
    }

    @Override
    public boolean stopsApplicationsBeforeConnections() {
        return true;
    }

    @Override
    public void deployWithParameter(String name, String parameter, String value) throws IOException {
        Path contexts = Files.createDirectories(folder.resolve("conf/Catalina/localhost"));
        Files.writeString(contexts.resolve(name + ".xml"), """
                <Context docBase="%s">
                  <Parameter name="%s" value="%s"/>
                </Context>
                """.formatted(StockContainer.war(), parameter, value));
    }
}
