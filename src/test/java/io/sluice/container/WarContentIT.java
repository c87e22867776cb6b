package io.sluice.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What the two files of the build hold, and above all what they do not. */
final class WarContentIT {
    /** What a container brings, and must not find a second time. */
    private static final Pattern CONTAINERS_CLASS = Pattern.compile(
            "(META-INF/versions/\\d+/)?(jakarta|javax|org/eclipse/jetty|org/apache/(catalina|tomcat|coyote))/.*");

    private static final Pattern RUNNERS_CLASS = Pattern.compile("io/sluice/(cli|demo|runner)/.*");
    private static final int JAVA_17 = 61;

    /** The names of all files in the WAR's class path, those in its libraries too. */
    private static List<String> classPath() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile war = new ZipFile(StockContainer.war().toFile())) {
            for (ZipEntry entry : entries(war)) {
                if (entry.getName().startsWith("WEB-INF/lib/")) {
                    try (ZipInputStream library = new ZipInputStream(war.getInputStream(entry))) {
                        for (ZipEntry inner = library.getNextEntry(); inner != null; inner = library.getNextEntry()) {
                            if (!inner.isDirectory()) {
                                names.add(inner.getName());
                            }
                        }
                    }
                } else if (entry.getName().startsWith("WEB-INF/classes/")) {
                    names.add(entry.getName().substring("WEB-INF/classes/".length()));
                }
            }
        }
        return names;
    }

    private static List<ZipEntry> entries(ZipFile file) {
        List<ZipEntry> entries = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (!entry.isDirectory()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Test
    void war_has_no_class_of_a_container_or_its_interfaces() throws Exception {
        List<String> names = classPath();
        assertTrue(names.contains("io/sluice/endpoint/GatewayFilter.class"), "the gateway itself");
        assertTrue(names.contains("org/slf4j/Logger.class"), "libraries were looked into");
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> CONTAINERS_CLASS.matcher(name).matches())
                        .toList());
    }

    @Test
    void war_has_nothing_of_the_runner() throws Exception {
        assertEquals(
                List.of(),
                classPath().stream()
                        .filter(name -> RUNNERS_CLASS.matcher(name).matches())
                        .toList());
    }

    @Test
    void war_has_exactly_the_libraries_that_it_needs() throws Exception {
        TreeSet<String> libraries = new TreeSet<>();
        try (ZipFile war = new ZipFile(StockContainer.war().toFile())) {
            for (ZipEntry entry : entries(war)) {
                if (entry.getName().startsWith("WEB-INF/lib/")) {
                    libraries.add(entry.getName().replaceFirst("WEB-INF/lib/(.*?)-[0-9.]+(-beta\\d+)?\\.jar", "$1"));
                }
            }
        }
        assertEquals(
                new TreeSet<>(List.of(
                        // PEM, and Bouncy Castle behind it, which has bcrypt too.
                        "ayza",
                        "ayza-for-pem",
                        "bcpkix-jdk18on",
                        "bcprov-jdk18on",
                        "bcutil-jdk18on",
                        // Redis.
                        "commons-pool2",
                        "gson",
                        "jedis",
                        "json",
                        "redis-authx-core",
                        // Metrics.
                        "micrometer-commons",
                        "micrometer-core",
                        "micrometer-observation",
                        "micrometer-registry-prometheus",
                        "prometheus-metrics-config",
                        "prometheus-metrics-core",
                        "prometheus-metrics-exposition-textformats",
                        "prometheus-metrics-model",
                        "prometheus-metrics-tracer-common",
                        "jackson-core",
                        "jackson-jr-objects",
                        "nimbus-jose-jwt",
                        "slf4j-api",
                        "slf4j-jdk14",
                        "snakeyaml-engine")),
                libraries);
    }

    @Test
    void war_has_the_pages_once_and_where_containers_serve_them() throws Exception {
        try (ZipFile war = new ZipFile(StockContainer.war().toFile())) {
            List<String> names = entries(war).stream().map(ZipEntry::getName).toList();
            for (String page : List.of(
                    "index.html",
                    "manage/index.html",
                    "view/vnc.html",
                    "view/ssh.html",
                    "view/console.html",
                    "assets/licences.txt",
                    "WEB-INF/web.xml")) {
                assertEquals(1, names.stream().filter(page::equals).count(), page);
            }
            // Names change with the content: none may be left of an earlier build.
            assertEquals(
                    6,
                    names.stream()
                            .filter(name -> name.matches("assets/[a-z]+-[A-Z0-9]{8}\\.js"))
                            .count(),
                    names::toString);
        }
    }

    @Test
    void both_files_run_on_java_17() throws Exception {
        assertBytecode(new ZipFile(StockContainer.war().toFile()), "WEB-INF/classes/io/sluice/");
        assertBytecode(new ZipFile(StockContainer.build().resolve("sluice.jar").toFile()), "io/sluice/");
    }

    private static void assertBytecode(ZipFile file, String folder) throws IOException {
        try (file) {
            List<ZipEntry> classes = entries(file).stream()
                    .filter(entry -> entry.getName().startsWith(folder))
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList();
            assertFalse(classes.isEmpty(), folder);
            for (ZipEntry entry : classes) {
                try (InputStream stream = file.getInputStream(entry);
                        DataInputStream in = new DataInputStream(stream)) {
                    assertEquals(0xcafebabe, in.readInt(), entry.getName());
                    in.readUnsignedShort();
                    assertEquals(JAVA_17, in.readUnsignedShort(), entry.getName());
                }
            }
        }
    }
}
