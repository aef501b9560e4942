package io.aigateway.app;

import io.aigateway.bus.Bus;
import io.aigateway.settings.VerticleSettings;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of the gateway that run on this node, in the order in which they were started. */
final class Deployments {
    private final Vertx vertx;
    private final VerticleSettings verticles;
    private final List<String> running = new ArrayList<>();

    Deployments(Vertx vertx, VerticleSettings verticles) {
        this.vertx = vertx;
        this.verticles = verticles;
    }

    /** Starts a part, in as many instances as the settings say; does nothing when it does not run on this node. */
    Future<Void> deploy(String part, Supplier<? extends Deployable> verticle) {
        int instances = verticles.instances(part);
        return instances == 0 ? Future.succeededFuture() : deploy(instances, verticle);
    }

    Future<Void> deploy(int instances, Supplier<? extends Deployable> verticle) {
        return start(instances, verticle).onSuccess(this::add).mapEmpty();
    }

    /**
     * Starts parts that can be taken away while they are asked. All or none of them run in the end.
     *
     * @param patience longest wait for what they have begun, when they are taken away
     * @return what runs now, for {@link #replace}
     */
    Future<List<String>> deployAll(Map<String, Supplier<Deployable>> parts, Bus bus, Supplier<Duration> patience) {
        List<String> started = new ArrayList<>();
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<String, Supplier<Deployable>> part : parts.entrySet()) {
            int instances = verticles.instances(part.getKey());
            if (instances > 0) {
                Supplier<Deployable> verticle = part.getValue();
                all = all.compose(done -> start(instances, () -> new Retiring(verticle.get(), bus, patience))
                        .onSuccess(started::add)
                        .mapEmpty());
            }
        }
        return all.map(done -> List.copyOf(started))
                .recover(cause -> undeploy(started).compose(done -> Future.failedFuture(cause)));
    }

    /** The new parts take the place of the old ones, which are stopped once they have ended what they began. */
    Future<Void> replace(List<String> old, List<String> fresh) {
        synchronized (running) {
            int place = old.isEmpty() ? running.size() : running.indexOf(old.get(0));
            running.removeAll(old);
            running.addAll(place, fresh);
        }
        return undeploy(old);
    }

    /** Something that was deployed by others, to be stopped with the rest. */
    void add(String deployment) {
        synchronized (running) {
            running.add(deployment);
        }
    }

    /** Stops what was started last. */
    Future<Void> stopLast() {
        String last;
        synchronized (running) {
            if (running.isEmpty()) {
                return Future.succeededFuture();
            }
            last = running.remove(running.size() - 1);
        }
        return vertx.undeploy(last).otherwiseEmpty();
    }

    /** Stops everything, in reverse. */
    Future<Void> stopAll() {
        synchronized (running) {
            if (running.isEmpty()) {
                return Future.succeededFuture();
            }
        }
        return stopLast().compose(done -> stopAll());
    }

    private Future<String> start(int instances, Supplier<? extends Deployable> verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances));
    }

    private Future<Void> undeploy(List<String> deployments) {
        return Future.join(deployments.stream()
                        .map(deployment -> vertx.undeploy(deployment).otherwiseEmpty())
                        .toList())
                .mapEmpty();
    }
}
