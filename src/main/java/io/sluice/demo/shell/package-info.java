/**
 * The shell of {@code sluice demo}: an SSH server that lets everybody in, with a shell of its own that runs nothing on
 * the machine.
 */
@NullMarked
package io.sluice.demo.shell;

import org.jspecify.annotations.NullMarked;
