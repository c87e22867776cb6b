package io.sluice.peers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is annotated needs a program that may not be installed. Without it a test is disabled; when peers are required
 * (system property {@code sluice.peers} or environment variable {@code SLUICE_PEERS} is {@code required}), it fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresProgram.All.class)
@ExtendWith(RequiredProgramCondition.class)
public @interface RequiresProgram {
    /** The names under which it may be installed. */
    String[] value();

    /** The Debian package that it comes with. */
    String debian();

    /** More programs than one. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(RequiredProgramCondition.class)
    @interface All {
        RequiresProgram[] value();
    }
}
