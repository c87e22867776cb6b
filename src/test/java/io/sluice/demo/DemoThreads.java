package io.sluice.demo;

import java.util.List;

/** Which threads of the demo servers are alive. */
final class DemoThreads {
    private DemoThreads() {}

    static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice-demo-"))
                .sorted()
                .toList();
    }
}
