package io.sluice.peers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a gateway runs in: its own runner, or a stock container that the WAR is dropped into. */
enum GatewayHost {
    RUNNER {
        @Override
        Running start(Path folder, Path configuration) throws Exception {
            SluiceProcess runner = SluiceProcess.serve("--config", configuration.toString());
            return new Running(runner.child(), runner.address());
        }
    },
    TOMCAT {
        @Override
        Running start(Path folder, Path configuration) throws Exception {
            Path home = container("apache-tomcat-", "tomcat10.version");
            Path base = folder.resolve("tomcat");
            for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
                Files.createDirectories(base.resolve(name));
            }
            Files.copy(home.resolve("conf/web.xml"), base.resolve("conf/web.xml"));
            Files.writeString(base.resolve("conf/server.xml"), """
                    <Server port="-1">
                      <Service name="Catalina">
                        <Connector port="0" address="127.0.0.1" protocol="HTTP/1.1"/>
                        <Engine name="Catalina" defaultHost="localhost">
                          <Host name="localhost" appBase="webapps"/>
                        </Engine>
                      </Service>
                    </Server>
                    """);
            Files.copy(Build.file("sluice.war"), base.resolve("webapps/sluice.war"));
            ChildProcess child = ChildProcess.java(List.of(
                    "-Dsluice.config=" + configuration,
                    "-Dcatalina.home=" + home,
                    "-Dcatalina.base=" + base,
                    "-Djava.io.tmpdir=" + base.resolve("temp"),
                    "-cp",
                    home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                    "org.apache.catalina.startup.Bootstrap",
                    "start"));
            return running(
                    child, "Starting ProtocolHandler \\[\"http-nio-127.0.0.1-auto-\\d+-(\\d+)", "Server startup in");
        }
    },
    JETTY {
        @Override
        Running start(Path folder, Path configuration) throws Exception {
            Path home = container("jetty-home-", "jetty121.version");
            Path base = Files.createDirectories(folder.resolve("jetty"));
            Path temporary = Files.createDirectories(base.resolve("temp"));
            Files.createDirectories(base.resolve("webapps"));
            Files.copy(Build.file("sluice.war"), base.resolve("webapps/sluice.war"));
            ChildProcess child = ChildProcess.java(List.of(
                    "-Dsluice.config=" + configuration,
                    "-Djava.io.tmpdir=" + temporary,
                    "-jar",
                    home.resolve("start.jar").toString(),
                    "jetty.base=" + base,
                    "jetty.http.host=127.0.0.1",
                    "jetty.http.port=0",
                    "--modules=server,http,ee10-deploy,ee10-websocket-jakarta,ee10-annotations"));
            return running(
                    child,
                    "Started \\S*ServerConnector\\S*\\{HTTP/1.1[^{]*\\{127.0.0.1:(\\d+)}",
                    "Started \\S*Server@");
        }
    };

    /** Ready, with the address of its portal. */
    record Running(ChildProcess child, URI portal) implements AutoCloseable {
        @Override
        public void close() {
            child.close();
        }
    }

    /** Starts it in an empty folder and returns once it is ready. */
    abstract Running start(Path folder, Path configuration) throws Exception;

    private static Path container(String name, String version) {
        return Build.file("containers").resolve(name + System.getProperty(version));
    }

    private static Running running(ChildProcess child, String port, String ready) throws Exception {
        try {
            child.awaitError(Pattern.compile(ready));
            String found = child.awaitError(Pattern.compile(port)).group(1);
            return new Running(child, URI.create("http://127.0.0.1:" + found + "/sluice/"));
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }
}
