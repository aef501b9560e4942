package io.aigateway.app;

import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ProviderSettings;
import java.util.ArrayList;
import java.util.List;

/** What a gateway says of itself when it has started: one line of the log. */
final class Banner {
    private Banner() {}

    /** Version, parts, ports, models, and how long the start took. */
    static String of(GatewaySettings settings, Gateway gateway, long millis) {
        String scheme = settings.server().tls().enabled() ? "https" : "http";
        return "gateway started [version: " + Version.current()
                + ", java: " + Runtime.version().feature()
                + ", environment: " + settings.models().environment()
                + ", runs: " + String.join(" ", settings.verticles().running())
                + ", api: " + scheme + "://" + settings.server().apiHost() + ":" + gateway.port()
                + ", operators: http://" + settings.server().metricsHost() + ":" + gateway.operationsPort()
                + ", models: " + models(settings)
                + ", ms: " + millis + "]";
    }

    private static String models(GatewaySettings settings) {
        if (settings.models().mock()) {
            return "mock";
        }
        return settings.models().customEnabled()
                ? "real, with self-hosted " + configured(settings.providers())
                : "real " + configured(settings.providers());
    }

    /** Providers with a key, or for Google's with a project. */
    static List<String> configured(ProviderSettings providers) {
        var names = new ArrayList<String>();
        providers.keyCounts().forEach((provider, keys) -> {
            if (keys > 0) {
                names.add(provider);
            }
        });
        if (!providers.vertex().project().isEmpty()) {
            names.add("vertexai");
        }
        names.sort(null);
        return names;
    }
}
