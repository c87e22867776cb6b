/** What is counted and measured of sessions and refusals, and how Prometheus reads it. */
@NullMarked
package io.sluice.metrics;

import org.jspecify.annotations.NullMarked;
