package io.sluice.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The containers, as their makers publish them, that the WAR must run in. The build unpacks them. */
public enum StockContainer {
    TOMCAT_10_1("apache-tomcat-", "tomcat10.version") {
        @Override
        public ContainerBase newBase(Path folder) throws IOException {
            return new TomcatBase(home(), folder);
        }
    },
    TOMCAT_11("apache-tomcat-", "tomcat11.version") {
        @Override
        public ContainerBase newBase(Path folder) throws IOException {
            return new TomcatBase(home(), folder);
        }
    },
    JETTY_12_0_EE10("jetty-home-", "jetty120.version") {
        @Override
        public ContainerBase newBase(Path folder) throws IOException {
            return new JettyBase(home(), folder, "ee10");
        }
    },
    JETTY_12_1_EE10("jetty-home-", "jetty121.version") {
        @Override
        public ContainerBase newBase(Path folder) throws IOException {
            return new JettyBase(home(), folder, "ee10");
        }
    },
    JETTY_12_1_EE11("jetty-home-", "jetty121.version") {
        @Override
        public ContainerBase newBase(Path folder) throws IOException {
            return new JettyBase(home(), folder, "ee11");
        }
    };

    private final String prefix;
    private final String versionProperty;

    StockContainer(String prefix, String versionProperty) {
        this.prefix = prefix;
        this.versionProperty = versionProperty;
    }

    /** Where the build has put what it has built. */
    public static Path build() {
        return Path.of(required("sluice.build"));
    }

    /** The one WAR that all of them are given. */
    static Path war() {
        return build().resolve("sluice.war");
    }

    /** The unpacked container; nothing is written there. */
    Path home() {
        return build().resolve("containers").resolve(prefix + required(versionProperty));
    }

    /** A fresh configuration of this container, without applications, in an empty folder. */
    public abstract ContainerBase newBase(Path folder) throws IOException;

    private static String required(String property) {
        return Objects.requireNonNull(System.getProperty(property), property);
    }
}
