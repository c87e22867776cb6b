package io.sluice.bench.compare;

import io.sluice.container.ContainerBase;
import io.sluice.container.ContainerProcess;
import io.sluice.container.StockContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A stock Jetty 12.1 with the WAR at its root. */
final class StockJetty {
    private static final Pattern TLS_PORT =
            Pattern.compile("Started (?:oejs\\.)?ServerConnector@.*\\(ssl.*\\{127\\.0\\.0\\.1:(\\d+)}");

    private StockJetty() {}

    static ContainerProcess start(Path folder, Path configuration, Site site, Transport transport) throws Exception {
        ContainerBase base = StockContainer.JETTY_12_1_EE10.newBase(folder);
        if (transport == Transport.TLS) {
            Files.writeString(folder.resolve("start.d/https.ini"), """
                    --modules=https
                    jetty.ssl.host=127.0.0.1
                    jetty.ssl.port=0
                    jetty.ssl.sniHostCheck=false
                    jetty.sslContext.keyStorePath=%s
                    jetty.sslContext.keyStorePassword=%s
                    """.formatted(
                            site.pemFiles().store(), PemFiles.PASSWORD));
        }
        base.deploy("ROOT");
        Path log = folder.resolve("console.log");
        Pattern port = transport == Transport.TLS ? TLS_PORT : base.portInLog();
        return ContainerProcess.start(base.command(JavaOptions.of(folder, configuration)), log, port);
    }
}
