package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

@SuppressWarnings("ClassCanBeStatic")
final class RequiredProgramConditionTest {
    @RequiresProgram(
            value = {"first", "second"},
            debian = "one-package")
    @RequiresProgram(value = "third", debian = "another-package")
    private static final class Wanting {}

    private static final List<RequiresProgram> WANTED =
            List.of(Wanting.class.getAnnotationsByType(RequiresProgram.class));

    @Test
    void test_is_enabled_when_each_program_is_there_under_one_of_its_names() {
        List<String> installed = List.of("second", "third");
        assertFalse(RequiredProgramCondition.evaluate(WANTED, installed::contains, true)
                .isDisabled());
    }

    @Test
    void missing_program_disables_the_test_and_names_the_package() {
        ConditionEvaluationResult result =
                RequiredProgramCondition.evaluate(WANTED, List.of("second")::contains, false);
        assertTrue(result.isDisabled());
        assertEquals(
                "third is not installed: apt-get install another-package",
                result.getReason().orElseThrow());
    }

    @Test
    void missing_program_fails_the_test_when_peers_are_required() {
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> RequiredProgramCondition.evaluate(WANTED, List.of("third")::contains, true));
        assertEquals("first or second is not installed: apt-get install one-package", failure.getMessage());
    }
}
