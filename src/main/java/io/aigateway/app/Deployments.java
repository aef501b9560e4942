package io.aigateway.app;

import io.aigateway.settings.VerticleSettings;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The parts of the gateway that run on this node, in the order in which they were started. */
final class Deployments {
    private final Vertx vertx;
    private final VerticleSettings verticles;
    private final Deque<String> running = new ArrayDeque<>();

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
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(running::push)
                .mapEmpty();
    }

    /** Something that was deployed by others, to be stopped with the rest. */
    void add(String deployment) {
        running.push(deployment);
    }

    /** Stops what was started last. */
    Future<Void> stopLast() {
        return running.isEmpty()
                ? Future.succeededFuture()
                : vertx.undeploy(running.pop()).otherwiseEmpty();
    }

    /** Stops everything, in reverse. */
    Future<Void> stopAll() {
        return running.isEmpty() ? Future.succeededFuture() : stopLast().compose(done -> stopAll());
    }
}
