/** The gateway on its own, without a container around it: on embedded Jetty. */
@NullMarked
package io.sluice.runner;

import org.jspecify.annotations.NullMarked;
