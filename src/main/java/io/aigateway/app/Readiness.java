package io.aigateway.app;

import io.aigateway.auth.Authenticator;
import io.aigateway.bus.Bus;
import io.aigateway.http.operations.MonitoringRoutes;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.VerticleSettings;

/** Whether this node can serve: its door knows whom to let in, somebody has the features, and it is not about to leave. */
final class Readiness {
    private final GatewaySettings settings;
    private final Authenticator authenticator;
    private final Bus bus;
    private final Departure departure;

    Readiness(GatewaySettings settings, Authenticator authenticator, Bus bus, Departure departure) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.bus = bus;
        this.departure = departure;
    }

    boolean isReady() {
        boolean withDoor = settings.verticles().runs(VerticleSettings.HTTP);
        return !departure.isAnnounced() && (!withDoor || (knowsCallers() && servesSomething()));
    }

    MonitoringRoutes routes() {
        return new MonitoringRoutes(this::isReady, VerticleSettings.FEATURES, this::isServed);
    }

    private boolean knowsCallers() {
        return settings.auth().bypass().everything() || settings.models().customEnabled() || authenticator.hasKeys();
    }

    private boolean servesSomething() {
        return VerticleSettings.FEATURES.stream().anyMatch(this::isServed);
    }

    /** Whether this node or another one serves a feature. */
    private boolean isServed(String feature) {
        return bus.isServed(feature + ".");
    }
}
