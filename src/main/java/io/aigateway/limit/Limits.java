package io.aigateway.limit;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Spender;
import io.aigateway.observe.LimitMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether callers may go on, by the policies of this installation. Asked twice: where a request comes in, for requests and places; and
 * where a model is asked, for tokens and for whatever depends on the model. Safe for use from any thread.
 */
public final class Limits {
    /** A refusal of a limit carries a problem of this type; that of a provider does not. */
    static final String PROBLEM = "limit";

    private static final Logger log = LoggerFactory.getLogger(Limits.class);

    private final Counters counters;
    private final LongSupplier epochMillis;
    private final LimitMetrics metrics;
    private volatile Rules rules;

    /** The policies by where they are asked for. */
    private record Rules(List<Policy> all, List<Rule> door, List<Rule> model) {}

    /** One limit of one policy. */
    private record Rule(Policy policy, Measure measure, long limit) {
        /** Tokens are set aside where the model is asked: before, nobody knows how many. */
        boolean isForTheModel() {
            return policy.asksForModel() || measure == Measure.TOKENS;
        }

        Charge charge(Spender who, String model, long amount) {
            String counter = policy.counter(measure, who, model);
            return new Charge(counter, measure, limit, Math.min(amount, limit), policy.ownerLost());
        }
    }

    /** Limits without policies. */
    Limits(Counters counters, LimitMetrics metrics, LongSupplier epochMillis) {
        this.counters = counters;
        this.metrics = metrics;
        this.epochMillis = epochMillis;
        this.rules = split(Policies.NONE);
    }

    /**
     * Limits of one process, which are exact. There are no policies yet.
     *
     * @param maxCounters how many counters there may be; beyond that a policy's new keys share one
     * @param epochMillis the time, in milliseconds since 1970
     */
    public static Limits here(int maxCounters, LimitMetrics metrics, LongSupplier epochMillis) {
        var ledger = new Ledger("", epochMillis, maxCounters);
        metrics.watchCounters(ledger::size);
        return new Limits(Counters.here(ledger), metrics, epochMillis);
    }

    /** No limits at all. */
    public static Limits none() {
        return here(1, new LimitMetrics(new SimpleMeterRegistry()), System::currentTimeMillis);
    }

    /** Whether a failure is one of these limits, rather than of a provider. */
    public static boolean refused(Failure failure) {
        return failure.problems().stream().anyMatch(problem -> problem.type().equals(PROBLEM));
    }

    /** Name of the policy whose failure this is. */
    public static String policy(Failure refusal) {
        return refusal.problems().get(0).location().get(0);
    }

    /** Puts other policies in force, at once and whole. What was counted under the name of a policy stays counted. */
    public void replace(Policies policies) {
        if (!policies.all().equals(rules.all())) {
            rules = split(policies);
            log.info("limits in force [policies: {}]", policies.all().size());
        }
    }

    /** Whether there is any policy. */
    public boolean any() {
        Rules now = rules;
        return !now.door().isEmpty() || !now.model().isEmpty();
    }

    /** Whether anything is counted where a model is asked. */
    public boolean countsModels() {
        return !rules.model().isEmpty();
    }

    /**
     * Counts a request where it comes in. Who has no tokens left is refused here already, before anything is done.
     *
     * @return never fails; in a cluster it may take until the node that counts has answered, or is given up
     */
    public Future<Admission> admit(Spender who) {
        Rules now = rules;
        var charges = new ArrayList<Charge>(now.door().size() + now.model().size());
        for (Rule rule : now.door()) {
            if (rule.policy().counts(who, "")) {
                charges.add(rule.charge(who, "", 1));
            }
        }
        for (Rule rule : now.model()) {
            if (!rule.policy().asksForModel() && rule.policy().counts(who, "")) {
                charges.add(rule.charge(who, "", 0));
            }
        }
        return charge(charges);
    }

    /**
     * Counts a question to a model and sets tokens aside for it.
     *
     * @param model  identifier of the catalogue, or a provider's name where there is none
     * @param input  about how many tokens it reads
     * @param output how many it may write
     * @return fails with {@link Failure.Kind#RATE_LIMITED}, or {@link Failure.Kind#OVERLOADED} where the limits cannot be checked
     */
    public Future<TokenBill> reserve(Spender who, String model, long input, long output) {
        var charges = new ArrayList<Charge>();
        for (Rule rule : rules.model()) {
            if (rule.policy().counts(who, model)) {
                long amount = rule.measure() == Measure.TOKENS ? Math.max(1, input + output) : 1;
                charges.add(rule.charge(who, model, amount));
            }
        }
        return charge(charges).compose(admission -> {
            Failure refusal = admission.refusal();
            return refusal == null
                    ? Future.succeededFuture(new TokenBill(admission, input))
                    : Future.failedFuture(refusal.asException());
        });
    }

    private Future<Admission> charge(List<Charge> charges) {
        if (charges.isEmpty()) {
            return Future.succeededFuture(Admission.FREE);
        }
        return counters.charge(charges).map(outcome -> {
            var admission = Admission.of(charges, outcome, counters, epochMillis.getAsLong());
            Failure refusal = admission.refusal();
            if (refusal != null) {
                metrics.refused(policy(refusal), refusal.problems().get(0).message());
            }
            return admission;
        });
    }

    private static Rules split(Policies policies) {
        var door = new ArrayList<Rule>();
        var model = new ArrayList<Rule>();
        for (Policy policy : policies.all()) {
            for (Measure measure : Measure.values()) {
                Long limit = policy.limits().get(measure);
                if (limit != null) {
                    var rule = new Rule(policy, measure, limit);
                    (rule.isForTheModel() ? model : door).add(rule);
                }
            }
        }
        return new Rules(policies.all(), List.copyOf(door), List.copyOf(model));
    }
}
