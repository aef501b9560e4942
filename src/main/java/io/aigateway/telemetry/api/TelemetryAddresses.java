package io.aigateway.telemetry.api;

import io.aigateway.bus.Address;

/** Where the fate of suggestions is reported. */
public final class TelemetryAddresses {
    /** What became of one answer. */
    public static final Address<OutcomeReported, Noted> OUTCOME =
            new Address<>("telemetry.outcome.v1", OutcomeReported.class, Noted.class);

    /** Sums that an editor kept. */
    public static final Address<CountsReported, Noted> COUNTS =
            new Address<>("telemetry.counts.v1", CountsReported.class, Noted.class);

    private TelemetryAddresses() {}
}
