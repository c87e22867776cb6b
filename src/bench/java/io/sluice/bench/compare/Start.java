package io.sluice.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * How a peer is started, with places to be filled in.
 *
 * @param command program and arguments
 * @param file the text of a configuration file
 */
record Start(List<String> command, Optional<String> file) {}
