package io.aigateway.cluster;

import io.aigateway.bus.NodeAddress;
import io.vertx.core.Completable;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.NodeListener;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A cluster manager that reads the node from an address of the gateway's bus instead of keeping and asking a map of the cluster. A
 * message is therefore never lost or late because that map moves between nodes, as it does whenever one comes or goes.
 * Leaving takes seconds at most; see {@link Leaving}.
 */
final class NamedAddresses implements ClusterManager {
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(6);

    private final ClusterManager cluster;
    private final Runnable cutOff;

    /** Over another one; {@code cutOff} leaves its cluster at once. */
    NamedAddresses(ClusterManager cluster, Runnable cutOff) {
        this.cluster = cluster;
        this.cutOff = cutOff;
    }

    private static boolean isNamed(String address) {
        return !NodeAddress.nodeOf(address).isEmpty();
    }

    @Override
    public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
        if (isNamed(address)) {
            promise.succeed(List.of(new RegistrationInfo(NodeAddress.nodeOf(address), 0, false)));
        } else {
            cluster.getRegistrations(address, promise);
        }
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (isNamed(address) || registration.localOnly()) {
            promise.succeed();
        } else {
            cluster.addRegistration(address, registration, promise);
        }
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (isNamed(address) || registration.localOnly()) {
            promise.succeed();
        } else {
            cluster.removeRegistration(address, registration, promise);
        }
    }

    @Override
    public void init(Vertx vertx) {
        cluster.init(vertx);
    }

    @Override
    public String getNodeId() {
        return cluster.getNodeId();
    }

    @Override
    public List<String> getNodes() {
        return cluster.getNodes();
    }

    @Override
    public NodeInfo getNodeInfo() {
        return cluster.getNodeInfo();
    }

    @Override
    public void getNodeInfo(String node, Completable<NodeInfo> promise) {
        cluster.getNodeInfo(node, promise);
    }

    @Override
    public void setNodeInfo(NodeInfo info, Completable<Void> promise) {
        cluster.setNodeInfo(info, promise);
    }

    @Override
    public <K, V> void getAsyncMap(String name, Completable<AsyncMap<K, V>> promise) {
        cluster.getAsyncMap(name, promise);
    }

    @Override
    public <K, V> Map<K, V> getSyncMap(String name) {
        return cluster.getSyncMap(name);
    }

    @Override
    public void getLockWithTimeout(String name, long timeout, Completable<Lock> promise) {
        cluster.getLockWithTimeout(name, timeout, promise);
    }

    @Override
    public void getCounter(String name, Completable<Counter> promise) {
        cluster.getCounter(name, promise);
    }

    @Override
    public void nodeListener(NodeListener listener) {
        cluster.nodeListener(listener);
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        cluster.registrationListener(listener);
    }

    @Override
    public void join(Completable<Void> promise) {
        cluster.join(promise);
    }

    @Override
    public void leave(Completable<Void> promise) {
        Leaving.within(LEAVE_LIMIT, cluster::leave, cutOff, promise);
    }

    @Override
    public boolean isActive() {
        return cluster.isActive();
    }

    @Override
    public String clusterHost() {
        return cluster.clusterHost();
    }

    @Override
    public String clusterPublicHost() {
        return cluster.clusterPublicHost();
    }
}
