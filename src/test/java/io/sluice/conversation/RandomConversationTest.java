package io.sluice.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Conversations drawn from seeds, with faults at both ends at once. {@code -Dsluice.conversations=N} plays N of them,
 * {@code -Dsluice.seed=S} begins at that seed, and plays that one alone unless a number is given too.
 */
final class RandomConversationTest {
    private static final String SEED = "sluice.seed";
    private static final String CONVERSATIONS = "sluice.conversations";
    private static final int SHORT = 150;
    private static final int AT_ONCE = 8;

    @ParameterizedTest
    @EnumSource(Container.class)
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void conversations_keep_the_contract_and_leave_nothing_behind(Container container) throws Exception {
        long first = Long.getLong(SEED, 0);
        long count = Long.getLong(CONVERSATIONS, System.getProperty(SEED) == null ? SHORT : 1);
        try (Stage stage = new Stage(container)) {
            // Some descriptors come with the first conversation and stay.
            stage.play(scripts(0, AT_ONCE));
            long before = OpenDescriptors.count();
            for (long played = 0; played < count; played += AT_ONCE) {
                stage.play(scripts(first + played, Math.min(AT_ONCE, count - played)));
            }
            Eventually.holds("no descriptor is left", () -> OpenDescriptors.count() <= before);
        }
    }

    private static List<Script> scripts(long first, long count) {
        return LongStream.range(first, first + count)
                .mapToObj(ScriptWriter::write)
                .toList();
    }

    @Test
    void seed_gives_the_same_script_again() {
        for (long seed = 0; seed < SHORT; seed++) {
            assertEquals(
                    ScriptWriter.write(seed).toString(),
                    ScriptWriter.write(seed).toString());
        }
    }
}
