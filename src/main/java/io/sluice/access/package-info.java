/** Who may open a route: decided before the upgrade, with an HTTP status for every refusal. */
@NullMarked
package io.sluice.access;

import org.jspecify.annotations.NullMarked;
