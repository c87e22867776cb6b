/**
 * Soak and fault runs: a load generator, targets in processes of their own, and what is seen of the gateway from
 * outside.
 */
package io.sluice.bench;
