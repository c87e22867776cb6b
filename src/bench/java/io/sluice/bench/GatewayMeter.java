package io.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a gateway's process from outside: its folder in /proc, jcmd, and the operators' page. */
final class GatewayMeter {
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern SESSION = Pattern.compile("\"idle-seconds\"");
    private static final long POLL_MILLIS = 20;
    private static final double TICKS_PER_SECOND = 100;

    private final long pid;
    private final Diagnosis diagnosis;
    private final URI sessionsPage;

    /** Asks the running virtual machine. */
    interface Diagnosis {
        String diagnose(String command) throws IOException, InterruptedException;
    }

    GatewayMeter(long pid, Diagnosis diagnosis, URI sessionsPage) {
        this.pid = pid;
        this.diagnosis = diagnosis;
        this.sessionsPage = sessionsPage;
    }

    /** Everything; collects garbage first. */
    Figures figures() throws IOException, InterruptedException {
        int sessions = sessions();
        // Collects garbage, and counts what is left in the same moment.
        long heap = found(LIVE, diagnosis.diagnose("GC.class_histogram")) >> 10;
        long direct = found(OTHER, diagnosis.diagnose("VM.native_memory summary"));
        long resident = found(RESIDENT, Files.readString(process("status")));
        Threads threads = Threads.in(diagnosis.diagnose("Thread.print"));
        return new Figures(
                sessions, descriptorFamilies(), threads.families(), threads.waiting(), heap, direct, resident, cpu());
    }

    private static long found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in:\n" + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** How many sessions the operators' page tells of. */
    int sessions() throws IOException {
        URLConnection connection = sessionsPage.toURL().openConnection();
        if (sessionsPage.getUserInfo() != null) {
            String user = Base64.getEncoder()
                    .encodeToString(sessionsPage.getUserInfo().getBytes(UTF_8));
            connection.setRequestProperty("Authorization", "Basic " + user);
        }
        // Else the connection would count as one of the gateway's descriptors.
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = ((HttpURLConnection) connection).getInputStream()) {
            return (int) SESSION.matcher(new String(in.readAllBytes(), UTF_8))
                    .results()
                    .count();
        }
    }

    /** Waits until there are so many sessions; returns after how many milliseconds, or when that takes too long. */
    long awaitSessions(int sessions, long longestMillis) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long taken = 0;
        while (sessions() != sessions && taken < longestMillis) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
        return taken;
    }

    int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(process("fd"))) {
            return (int) open.count();
        }
    }

    private Map<String, Integer> descriptorFamilies() throws IOException {
        Map<String, Integer> families = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> open = Files.list(process("fd"))) {
            all = open.toList();
        }
        for (Path one : all) {
            try {
                String target = Files.readSymbolicLink(one).toString();
                families.merge(target.replaceAll(":\\[\\d+]$", ""), 1, Integer::sum);
            } catch (NoSuchFileException e) {
                // It has just been closed.
            }
        }
        return families;
    }

    /** Seconds that the process has used so far, by user and system. */
    double cpu() throws IOException {
        String stat = Files.readString(process("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private Path process(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
