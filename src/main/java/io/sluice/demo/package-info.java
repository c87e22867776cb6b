/**
 * The embedded targets of {@code sluice demo}: a TCP echo server and a small RFB desktop, for somebody who has nothing
 * installed.
 *
 * <p>Both listen on a free port of 127.0.0.1 only, need nothing but the JDK (no AWT: a headless JRE may lack fonts) and
 * run on daemon threads that {@code close()} joins.
 */
@NullMarked
package io.sluice.demo;

import org.jspecify.annotations.NullMarked;
