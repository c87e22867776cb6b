/** The command line. Exit codes live here: 0 done, 1 failed, 2 wrong input. */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
