/** What operators and the portal ask the gateway over HTTP. */
@NullMarked
package io.sluice.manage;

import org.jspecify.annotations.NullMarked;
