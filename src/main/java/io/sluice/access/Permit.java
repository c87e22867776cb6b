package io.sluice.access;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to one session. Takes up room until it is given back; giving it back again has no effect. */
public final class Permit {
    private final Runnable release;
    private final AtomicBoolean givenBack = new AtomicBoolean();

    Permit(Runnable release) {
        this.release = release;
    }

    /** Makes room for another session. From any thread. */
    public void giveBack() {
        if (givenBack.compareAndSet(false, true)) {
            release.run();
        }
    }
}
