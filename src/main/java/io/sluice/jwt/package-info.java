/** Signed tokens (RFC 7519): which are believed, and by which keys. */
@NullMarked
package io.sluice.jwt;

import org.jspecify.annotations.NullMarked;
