package io.sluice.bench.compare;

/** A gateway could not do what it was asked for; the message says why. */
final class MeasurementFailedException extends Exception {
    private static final long serialVersionUID = 1;

    MeasurementFailedException(String why) {
        super(why);
    }
}
