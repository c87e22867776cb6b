package io.sluice.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A JETTY_BASE with just the modules that the WAR needs, in one of the environments of Jetty 12. */
final class JettyBase implements ContainerBase {
    static final Pattern PORT_IN_LOG =
            Pattern.compile("Started (?:oejs\\.)?ServerConnector@.*\\{127\\.0\\.0\\.1:(\\d+)}");

    private final Path home;
    private final Path folder;
    private final String environment;

    JettyBase(Path home, Path folder, String environment) throws IOException {
        this.home = home;
        this.folder = folder;
        this.environment = environment;
        for (String name : List.of("environments", "start.d", "temp", "webapps")) {
            Files.createDirectories(folder.resolve(name));
        }
        // What follows a module of an environment is a property of that environment, hence two files: Jetty 12.1 asks
        // for the scan interval in the first, 12.0 in the second.
        Files.writeString(folder.resolve("start.d/server.ini"), """
                --modules=server,http
                jetty.http.host=127.0.0.1
                jetty.http.port=0
                jetty.deploy.scanInterval=1
                """);
        Files.writeString(folder.resolve("start.d/applications.ini"), """
                --modules=EE-deploy,EE-websocket-jakarta,EE-annotations
                jetty.deploy.scanInterval=1
                """.replace("EE", environment));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public ProcessBuilder command(List<String> options) {
        return command(home, folder, options);
    }

    /** Starts a Jetty in any base, the way its documentation says. */
    static ProcessBuilder command(Path home, Path folder, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", home.resolve("start.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    @Override
    public Pattern portInLog() {
        return PORT_IN_LOG;
    }

    @Override
    public String loaderClass() {
        return "WebAppClassLoader";
    }

    @Override
    public boolean stopsApplicationsBeforeConnections() {
        return false;
    }

    @Override
    public void deployWithParameter(String name, String parameter, String value) throws IOException {
        Files.writeString(folder.resolve("webapps").resolve(name + ".xml"), """
                <?xml version="1.0"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure class="org.eclipse.jetty.%s.webapp.WebAppContext">
                  <Set name="contextPath">/%s</Set>
                  <Set name="war">%s</Set>
                  <Call name="setInitParameter"><Arg>%s</Arg><Arg>%s</Arg></Call>
                </Configure>
                """.formatted(
                        environment, name, StockContainer.war(), parameter, value));
    }
}
