package io.aigateway.app;

import io.aigateway.settings.GatewaySettings;
import io.vertx.core.Future;

/** Where settings are read anew when the gateway reloads. */
@FunctionalInterface
interface SettingsSource {
    /** Fails with {@link io.aigateway.settings.SettingsException} when they cannot be used. */
    Future<GatewaySettings> read();
}
