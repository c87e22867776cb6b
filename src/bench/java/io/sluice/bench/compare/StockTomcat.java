package io.sluice.bench.compare;

import io.sluice.container.ContainerBase;
import io.sluice.container.ContainerProcess;
import io.sluice.container.StockContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A stock Tomcat 11 with the WAR at its root. */
final class StockTomcat {
    private static final String CONNECTOR = "<Connector address";
    private static final Pattern TLS_PORT =
            Pattern.compile("Starting ProtocolHandler \\[\"https-[a-z]+-nio-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");

    private StockTomcat() {}

    static ContainerProcess start(Path folder, Path configuration, Site site, Transport transport) throws Exception {
        ContainerBase base = StockContainer.TOMCAT_11.newBase(folder);
        Path server = folder.resolve("conf/server.xml");
        // It has 8,192 connections at most unless told otherwise.
        replace(server, CONNECTOR, "<Connector maxConnections='20000' address");
        if (transport == Transport.TLS) {
            replace(server, "<Connector maxConnections", """
                    <Connector address='127.0.0.1' port='0' protocol='HTTP/1.1' maxConnections='20000' SSLEnabled='true'
                               scheme='https' secure='true'>
                      <SSLHostConfig><Certificate certificateFile='%s' certificateKeyFile='%s'/></SSLHostConfig>
                    </Connector>
                    <Connector maxConnections""".formatted(
                            site.pemFiles().certificate(), site.pemFiles().key()));
        }
        base.deploy("ROOT");
        Path log = folder.resolve("console.log");
        Pattern port = transport == Transport.TLS ? TLS_PORT : base.portInLog();
        return ContainerProcess.start(base.command(JavaOptions.of(folder, configuration)), log, port);
    }

    private static void replace(Path file, String old, String other) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IllegalStateException(file + " has no " + old);
        }
        Files.writeString(file, text.replace(old, other));
    }
}
