package io.aigateway.limit;

import io.vertx.core.Future;
import java.util.List;

/** Where limits are counted. */
interface Counters {

    /**
     * Makes all charges, or none.
     *
     * @return never fails
     */
    Future<Outcome> charge(List<Charge> charges);

    /** Adds to a charge that stands, or takes from it. */
    void adjust(Measure measure, Standing where, long difference);

    /** The counters of one process, which are exact. */
    static Counters here(Ledger ledger) {
        return new Counters() {
            @Override
            public Future<Outcome> charge(List<Charge> charges) {
                return Future.succeededFuture(ledger.charge(ledger.self(), charges));
            }

            @Override
            public void adjust(Measure measure, Standing where, long difference) {
                ledger.adjust(measure, where, difference);
            }
        };
    }
}
