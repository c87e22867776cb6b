/**
 * {@code sluice.yaml} as immutable records. Everything that is wrong with a file is reported at once, each problem with
 * its line, its key and the form that was expected.
 */
@NullMarked
package io.sluice.config;

import org.jspecify.annotations.NullMarked;
