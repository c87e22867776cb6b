/** Measures Sluice and other gateways on the same work, and writes down what came of it. */
package io.sluice.bench.compare;
