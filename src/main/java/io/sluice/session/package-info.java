/** The sessions that live now, and the events of their lives. */
@NullMarked
package io.sluice.session;

import org.jspecify.annotations.NullMarked;
