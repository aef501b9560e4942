package io.aigateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of requests to the API. Labels are templates of routes, usual methods and hundreds of statuses. */
public final class HttpMetrics {
    private static final int MOST = 2_000;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Bounded.Cache<Labels, Timer> durations;

    private record Labels(String route, String method, int hundred) {
        private static final Labels OTHER = new Labels(Bounded.OTHER, Bounded.OTHER, 0);
    }

    public HttpMetrics(MeterRegistry registry) {
        Metrics.REQUESTS_IN_FLIGHT.gaugeIn(registry, inFlight, AtomicInteger::get);
        durations = new Bounded.Cache<>(
                MOST,
                labels -> Labels.OTHER,
                labels -> Metrics.HTTP_DURATION.timerIn(
                        registry, labels.route(), labels.method(), labels.hundred() + "xx"));
    }

    /** A request came. */
    public void began() {
        inFlight.incrementAndGet();
    }

    /** It is over, its stream included. */
    public void ended() {
        inFlight.decrementAndGet();
    }

    /**
     * The head of a response goes out.
     *
     * @param route template of the path, e.g. {@code /v1/prompts/{prompt_id}}
     */
    public void answered(String route, String method, int status, long nanos) {
        durations
                .of(new Labels(route, METHODS.contains(method) ? method : Bounded.OTHER, status / 100))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
