package io.aigateway.app.doctor;

import io.aigateway.settings.ClusterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Whether the other nodes of a cluster are found and reached. Waits for the network: not for event loops. */
final class ClusterCheck {
    private static final String CHECK = "cluster";
    private static final int PATIENCE_MILLIS = 3_000;

    private final ClusterSettings settings;

    ClusterCheck(ClusterSettings settings) {
        this.settings = settings;
    }

    List<Finding> look() {
        if (!settings.enabled()) {
            return List.of(Finding.ok(CHECK, "this node", "stands alone (AIGW_CLUSTER__ENABLED=false)"));
        }
        ClusterSettings.Discovery discovery = settings.discovery();
        if (!discovery.service().isEmpty()) {
            return List.of(Finding.skipped(
                    CHECK,
                    discovery.service(),
                    "its nodes are found through the API of Kubernetes: see `kubectl get pods`"));
        }
        var findings = new ArrayList<Finding>();
        discovery.members().forEach(member -> findings.add(look(member, "AIGW_CLUSTER__MEMBERS")));
        if (!discovery.dns().isEmpty()) {
            lookUp(discovery.dns(), findings);
        }
        return findings;
    }

    private void lookUp(String name, List<Finding> findings) {
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                findings.add(reach(
                        address.getHostAddress(), address, settings.network().port(), "AIGW_CLUSTER__DNS"));
            }
        } catch (UnknownHostException e) {
            findings.add(unknown(name, "AIGW_CLUSTER__DNS"));
        }
    }

    private Finding look(String member, String setting) {
        int colon = member.indexOf(':');
        boolean withPort = colon > 0 && colon == member.lastIndexOf(':');
        String host = withPort ? member.substring(0, colon) : member;
        try {
            int port = withPort
                    ? Integer.parseInt(member.substring(colon + 1))
                    : settings.network().port();
            return reach(member, InetAddress.getAllByName(host)[0], port, setting);
        } catch (UnknownHostException e) {
            return unknown(member, setting);
        } catch (NumberFormatException e) {
            return Finding.failed(CHECK, member, "its port is no number", "check " + setting);
        }
    }

    private static Finding reach(String about, InetAddress address, int port, String setting) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return Finding.ok(CHECK, about, "reached at port " + port);
        } catch (IOException e) {
            return Finding.warning(
                    CHECK,
                    about,
                    "not reached at port " + port + ": " + e.getMessage(),
                    "start it, or check " + setting + " and what lies between the nodes");
        }
    }

    private static Finding unknown(String name, String setting) {
        return Finding.failed(CHECK, name, "there is no such name in DNS", "check " + setting);
    }
}
