/** The composition root: a running gateway and how it is put into a web application. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
