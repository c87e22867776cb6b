/** JSON answers. */
@NullMarked
package io.sluice.json;

import org.jspecify.annotations.NullMarked;
