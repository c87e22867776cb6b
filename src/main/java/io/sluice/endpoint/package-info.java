/**
 * Where HTTP and WebSocket meet the relay: the filter that decides, and the endpoint that carries. The only package
 * that knows the Jakarta WebSocket API; what is peculiar to one container stands in a class named after it.
 */
@NullMarked
package io.sluice.endpoint;

import org.jspecify.annotations.NullMarked;
