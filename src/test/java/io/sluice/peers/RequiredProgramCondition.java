package io.sluice.peers;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Sees to {@link RequiresProgram}. */
final class RequiredProgramCondition implements ExecutionCondition {
    private static final String REQUIRED = "required";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<RequiresProgram> wanted = context.getElement()
                .map(element -> AnnotationSupport.findRepeatableAnnotations(element, RequiresProgram.class))
                .orElse(List.of());
        boolean required =
                REQUIRED.equals(System.getProperty("sluice.peers")) || REQUIRED.equals(System.getenv("SLUICE_PEERS"));
        return evaluate(wanted, Programs::isInstalled, required);
    }

    /** Throws what fails the test when a program is missing that has to be there. */
    static ConditionEvaluationResult evaluate(
            List<RequiresProgram> wanted, Predicate<String> installed, boolean required) {
        List<String> missing = wanted.stream()
                .filter(program -> List.of(program.value()).stream().noneMatch(installed))
                .map(program ->
                        String.join(" or ", program.value()) + " is not installed: apt-get install " + program.debian())
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("every program is installed");
        }
        String reason = String.join("; ", missing);
        if (required) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
