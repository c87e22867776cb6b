/** Asking an HTTP service, within bounds of time and size, and without a thread. */
@NullMarked
package io.sluice.fetch;

import org.jspecify.annotations.NullMarked;
