package io.aigateway.bus;

import io.aigateway.kernel.Failure;

/** One side of an exchange, as a mailbox sees it. All calls come on the mailbox's event loop. */
sealed interface Half permits EventStream, Serving {

    /** Takes a frame that is meant for this exchange. */
    void receive(Frame frame);

    /** When to call {@link #end}, in epoch milliseconds. */
    long deadlineMillis();

    /** The other side may be on this node, which is dead or cannot be reached. */
    void gone(String node);

    /** Passes the work on to another node, when it is done for one: this node stops. */
    void handOver();

    /** Looks whether the other side has kept its promises so far. Called many times a second. */
    void check();

    /** Ends the exchange from here: tells the other side and whoever waits on this one. */
    void end(Failure failure);
}
