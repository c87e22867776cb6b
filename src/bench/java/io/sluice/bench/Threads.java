package io.sluice.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The threads of a virtual machine, from what jcmd Thread.print tells.
 *
 * @param families how many there are of each name without its numbers
 * @param waiting how many wait in a pool for work, and are not counted in the families
 */
record Threads(Map<String, Integer> families, int waiting) {
    /** The virtual machine and Tomcat start, end and use these on their own account. */
    private static final List<String> OF_OTHERS =
            List.of("C1 Compiler", "C2 Compiler", "Attach Listener", "Catalina-utility");

    /** Where a thread of a pool waits: of Jetty, of Tomcat, of the JDK. */
    private static final List<String> WAITING = List.of(
            "QueuedThreadPool$Runner.idleJobPoll",
            "ReservedThreadExecutor$ReservedThread.",
            "org.apache.tomcat.util.threads.TaskQueue.",
            "ForkJoinPool.awaitWork",
            "ThreadPoolExecutor.getTask");

    private static final Pattern THREAD = Pattern.compile("(?ms)^\"(.+?)\" #\\d+.*?(?=^\"|\\z)");

    static Threads in(String printed) {
        Map<String, Integer> families = new TreeMap<>();
        int waiting = 0;
        Matcher matcher = THREAD.matcher(printed);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (WAITING.stream().anyMatch(matcher.group()::contains)) {
                waiting++;
            } else if (OF_OTHERS.stream().noneMatch(name::startsWith)) {
                families.merge(name.replaceAll("[@-]?[0-9a-f]*\\d.*$", ""), 1, Integer::sum);
            }
        }
        return new Threads(families, waiting);
    }
}
