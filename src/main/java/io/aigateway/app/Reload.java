package io.aigateway.app;

import io.aigateway.bus.Bus;
import io.aigateway.http.operations.ReloadRoutes.Busy;
import io.aigateway.http.operations.ReloadRoutes.State;
import io.aigateway.kernel.Later;
import io.aigateway.limit.Limits;
import io.aigateway.model.ModelCalls;
import io.aigateway.observe.Logging;
import io.aigateway.registry.Prompts;
import io.aigateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed files and settings in force without a restart: all of them or, when one cannot be used, none. The features are
 * deployed anew beside the old ones, which are asked nothing new then and end what they have begun.
 */
final class Reload {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    /** States that still have something to end, such as long streams; more would be a load of their own. */
    private static final int MAX_RETIRING = 4;

    private static final long PREPARE_SECONDS = 2;

    private final Tools tools;
    private final SettingsSource source;
    private final GatewaySettings started;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger retiring = new AtomicInteger();
    private volatile Conf conf;
    private volatile List<String> running = List.of();
    private volatile Later<State> state;

    /**
     * What a state is made with.
     *
     * @param patience longest wait for what an old state has begun
     */
    record Tools(
            Vertx vertx,
            Bus bus,
            Operations operations,
            ModelCalls calls,
            Limits limits,
            Deployments deployments,
            Supplier<Duration> patience) {}

    /**
     * Reads the first state. Blocks.
     *
     * @throws IllegalArgumentException when a file cannot be used
     */
    Reload(Tools tools, GatewaySettings settings, SettingsSource source) {
        this.tools = tools;
        this.started = settings;
        this.source = source;
        this.conf = Conf.of(ConfTexts.read(settings), settings);
        tools.limits().replace(conf.policies());
        Instant now = Instant.now();
        this.state = Later.of(() -> new State(conf.version().get(), now, "", List.of()));
    }

    /** What is in force. */
    Conf conf() {
        return conf;
    }

    State state() {
        return state.get();
    }

    /**
     * Makes ready, on a worker, what requests for prompts would otherwise wait for; not at once, so that the first of any kind need not
     * share the core.
     */
    void prepare() {
        tools.vertx()
                .timer(PREPARE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(now -> tools.vertx()
                        .executeBlocking(() -> prepare(conf.prompts()), false)
                        .onFailure(cause -> log.warn("prompts not prepared", cause)));
    }

    private static boolean prepare(Prompts prompts) {
        prompts.prepare();
        return true;
    }

    /** Deploys the first state, and looks for changes from now on if the settings say so. */
    Future<Void> start() {
        Duration interval = started.operations().reloadInterval();
        return deploy(conf)
                .onSuccess(ids -> {
                    tools.deployments().replace(List.of(), ids);
                    running = ids;
                    if (!interval.isZero()) {
                        tools.vertx().setPeriodic(interval.toMillis(), tick -> run());
                    }
                })
                .mapEmpty();
    }

    /** Puts in force what has changed, if anything; fails with what is wrong, and leaves the old state in force. */
    Future<State> run() {
        if (retiring.get() >= MAX_RETIRING || !busy.compareAndSet(false, true)) {
            return Future.failedFuture(new Busy());
        }
        return source.read()
                .compose(settings -> tools.vertx().executeBlocking(() -> read(settings)))
                .map(Objects::requireNonNull)
                .compose(this::change)
                .onFailure(this::keep)
                .onComplete(done -> busy.set(false));
    }

    private Conf read(GatewaySettings settings) {
        ConfTexts texts = ConfTexts.read(settings);
        boolean same = texts.version().equals(conf.version().get()) && settings.equals(conf.settings());
        if (same) {
            return conf;
        }
        Conf fresh = Conf.of(texts, settings);
        fresh.prompts().prepare();
        return fresh;
    }

    private Future<State> change(Conf fresh) {
        if (fresh.equals(conf)) {
            return Future.succeededFuture(now(state().version(), state().since(), "", state().needsRestart()));
        }
        return deploy(fresh).map(ids -> swap(fresh, ids));
    }

    private State swap(Conf fresh, List<String> ids) {
        String level = fresh.settings().logging().level();
        if (!level.equals(conf.settings().logging().level())) {
            Logging.setLevel(level);
        }
        List<String> old = running;
        running = ids;
        conf = fresh;
        tools.limits().replace(fresh.policies());
        State now = now(fresh.version().get(), Instant.now(), "", NeedsRestart.between(started, fresh.settings()));
        log.info("files reloaded [version: {}, needs a restart: {}]", now.version(), now.needsRestart());
        retiring.incrementAndGet();
        tools.deployments().replace(old, ids).onComplete(ended -> retiring.decrementAndGet());
        return now;
    }

    private State now(String version, Instant since, String problem, List<String> needsRestart) {
        var now = new State(version, since, problem, needsRestart);
        state = Later.now(now);
        return now;
    }

    private Future<List<String>> deploy(Conf of) {
        var room = new FeatureRoom(tools.bus(), of, tools.operations(), tools.calls(), tools.limits());
        return tools.deployments().deployAll(room.verticles(), tools.bus(), tools.patience());
    }

    private void keep(Throwable cause) {
        String problem = String.valueOf(cause.getMessage());
        State before = state();
        if (!problem.equals(before.problem())) {
            log.warn("files not reloaded, the old ones stay in force: {}", problem);
        }
        now(before.version(), before.since(), problem, before.needsRestart());
    }
}
