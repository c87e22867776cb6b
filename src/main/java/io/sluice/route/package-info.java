/** Routes: which path leads to which target. */
@NullMarked
package io.sluice.route;

import org.jspecify.annotations.NullMarked;
