package io.aigateway.testkit;

import java.util.ArrayList;
import java.util.List;

/** Holds back what waits for it until a test opens it. May be used from any thread. */
public final class Gate {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;

    public synchronized void open() {
        open = true;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void whenOpen(Runnable action) {
        if (open) {
            action.run();
        } else {
            waiting.add(action);
        }
    }
}
