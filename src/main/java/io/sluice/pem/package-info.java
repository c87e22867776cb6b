/** Keys and certificates in PEM files (RFC 7468). */
@NullMarked
package io.sluice.pem;

import org.jspecify.annotations.NullMarked;
