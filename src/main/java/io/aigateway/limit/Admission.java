package io.aigateway.limit;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Failure.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What limits say of a request. One that may go on holds its places until {@link #leave}. Confined to one event loop.
 */
public final class Admission {
    /** Nothing counts the request. */
    public static final Admission FREE = new Admission(List.of(), null, null, null);

    private final List<Held> held;
    private final @Nullable Counters counters;
    private final @Nullable Failure refusal;
    private final @Nullable Quota quota;
    private boolean left;
    private boolean settled;

    /**
     * A limit per minute, and how much of it is used.
     *
     * @param policy      its name
     * @param limit       the most in any minute
     * @param used        what was used
     * @param resetMillis when some of it is free again, in milliseconds since 1970
     */
    public record Quota(String policy, long limit, long used, long resetMillis) {
        public long remaining() {
            return Math.max(0, limit - used);
        }
    }

    /** What is given back later. The rest is not kept: a request can take minutes. */
    private record Held(Measure measure, Standing where, long amount) {}

    private Admission(List<Held> held, @Nullable Counters counters, @Nullable Failure refusal, @Nullable Quota quota) {
        this.held = held;
        this.counters = counters;
        this.refusal = refusal;
        this.quota = quota;
    }

    static Admission of(List<Charge> charges, Outcome outcome, Counters counters, long nowMillis) {
        if (outcome.admitted()) {
            return new Admission(
                    held(charges, outcome.standings()), counters, null, tightest(charges, outcome.standings()));
        }
        Charge charge = charges.get(outcome.refused());
        Standing standing = outcome.standings().get(outcome.refused());
        if (outcome.unknown()) {
            return new Admission(List.of(), null, unknown(charge), null);
        }
        long seconds = Math.max(1, Math.floorDiv(standing.freeMillis() - nowMillis + 999, 1000));
        var quota = charge.measure().isPerMinute() ? quota(charge, standing) : null;
        return new Admission(List.of(), null, refusal(charge, seconds), quota);
    }

    /** Why the request is refused; null when it may go on. */
    public @Nullable Failure refusal() {
        return refusal;
    }

    /** The limit per minute that refused, or of which the smallest share is left; null when nothing is counted per minute. */
    public @Nullable Quota quota() {
        return quota;
    }

    /** Frees the places. Does nothing the second time. */
    public void leave() {
        if (!left) {
            left = true;
            adjust(Measure.CONCURRENT, 0);
        }
    }

    /** Says how many tokens were used. Does nothing the second time. */
    void settle(long tokens) {
        if (!settled) {
            settled = true;
            adjust(Measure.TOKENS, tokens);
        }
    }

    private void adjust(Measure measure, long amount) {
        for (Held one : held) {
            if (counters != null && one.measure() == measure && amount != one.amount()) {
                counters.adjust(measure, one.where(), amount - one.amount());
            }
        }
    }

    private static List<Held> held(List<Charge> charges, List<Standing> standings) {
        var held = new ArrayList<Held>(1);
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            if (charge.measure() != Measure.REQUESTS && charge.amount() > 0) {
                held.add(new Held(charge.measure(), standings.get(i), charge.amount()));
            }
        }
        return held;
    }

    private static Failure refusal(Charge charge, long seconds) {
        var problem = new Problem(
                Limits.PROBLEM, List.of(policy(charge)), charge.measure().word());
        return new Failure(
                Kind.RATE_LIMITED, "Too many requests. Please try again later.", seconds, 0, List.of(problem));
    }

    private static Failure unknown(Charge charge) {
        var problem = new Problem(Limits.PROBLEM, List.of(policy(charge)), "owner_lost");
        return new Failure(Kind.OVERLOADED, "Limits cannot be checked at the moment", 1, 0, List.of(problem));
    }

    private static @Nullable Quota tightest(List<Charge> charges, List<Standing> standings) {
        Quota tightest = null;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            double left = 1 - standings.get(i).used() / (double) charge.limit();
            if (charge.measure().isPerMinute() && left < least) {
                least = left;
                tightest = quota(charge, standings.get(i));
            }
        }
        return tightest;
    }

    private static Quota quota(Charge charge, Standing standing) {
        return new Quota(policy(charge), charge.limit(), standing.used(), standing.freeMillis());
    }

    private static String policy(Charge charge) {
        return charge.counter().substring(0, charge.counter().indexOf('\n'));
    }
}
