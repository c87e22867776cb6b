package io.sluice.bench;

import java.util.Map;

/**
 * What is seen of the gateway's process from outside, after a collection of garbage.
 *
 * @param sessions how many it says it has
 * @param descriptors how many are open of each family
 * @param threads how many Java threads there are of each family, without those of pools that wait for work, which come
 *     and go as the container sees fit
 * @param waiting how many threads of pools wait for work
 * @param heap what is left in the heap, in KiB
 * @param direct memory outside the heap that code has asked for, in KiB; direct buffers above all
 * @param resident what of the process is in the machine's memory, in KiB
 * @param cpu user's and system's time so far, in seconds
 */
record Figures(
        int sessions,
        Map<String, Integer> descriptors,
        Map<String, Integer> threads,
        int waiting,
        long heap,
        long direct,
        long resident,
        double cpu) {
    int descriptorCount() {
        return sum(descriptors);
    }

    int threadCount() {
        return sum(threads);
    }

    private static int sum(Map<String, Integer> families) {
        return families.values().stream().mapToInt(Integer::intValue).sum();
    }
}
