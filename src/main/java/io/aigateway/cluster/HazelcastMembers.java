package io.aigateway.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.aigateway.bus.Members;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hazelcast's list of members, under the names that Vert.x gave them. */
final class HazelcastMembers implements Members, MembershipListener {
    /** Vert.x writes the node's name here; see its {@code HazelcastClusterManager}. */
    private static final String NODE_ID = "__vertx.nodeId";

    private volatile @Nullable HazelcastInstance hazelcast;
    private volatile String self = "";
    private volatile @Nullable Listener listener;

    void joined(HazelcastInstance instance) {
        self = nodeOf(instance.getCluster().getLocalMember());
        hazelcast = instance;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Collection<String> others() {
        HazelcastInstance instance = hazelcast;
        try {
            return instance == null
                    ? List.of()
                    : instance.getCluster().getMembers().stream()
                            .filter(member -> !member.localMember())
                            .map(HazelcastMembers::nodeOf)
                            .toList();
        } catch (HazelcastInstanceNotActiveException e) {
            return List.of(); // This node has left.
        }
    }

    @Override
    public void listener(Listener hears) {
        listener = hears;
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        Listener hears = listener;
        if (hears != null) {
            hears.joined(nodeOf(event.getMember()));
        }
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        Listener hears = listener;
        if (hears != null) {
            hears.left(nodeOf(event.getMember()));
        }
    }

    private static String nodeOf(Member member) {
        String node = member.getAttribute(NODE_ID);
        return node == null ? member.getUuid().toString() : node;
    }
}
