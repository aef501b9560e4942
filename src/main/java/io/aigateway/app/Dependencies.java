package io.aigateway.app;

import io.aigateway.auth.Authenticator;
import io.aigateway.bus.Bus;
import io.aigateway.http.operations.Health;
import io.aigateway.http.operations.Health.Finding;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.VerticleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What a gateway depends on, as its health sees it. */
final class Dependencies {
    private static final String SEARCH_ENGINE = "vertexsearch";

    private Dependencies() {}

    /**
     * Keys to verify tokens with: without them nobody gets in. With self-hosted models they are not waited for, as with the original:
     * its GitLab instance may start after it.
     */
    static Health.Part keys(GatewaySettings settings, Authenticator authenticator) {
        boolean required = settings.verticles().runs(VerticleSettings.HTTP)
                && !settings.auth().bypass().everything()
                && !settings.models().customEnabled();
        return new Health.Part(
                "keys",
                required,
                () -> authenticator.hasKeys()
                        ? new Finding(true, "tokens can be verified")
                        : new Finding(
                                false,
                                "no issuer's keys are known: " + settings.auth().gitlabUrl() + " and "
                                        + settings.auth().customerPortalUrl()
                                        + " do not answer; see `doctor` and the log"),
                System::nanoTime);
    }

    /** Somebody to ask: in a cluster the features may run on other nodes. A node without a door asks nobody. */
    static Health.Part features(GatewaySettings settings, Bus bus) {
        return new Health.Part(
                "features",
                settings.verticles().runs(VerticleSettings.HTTP),
                () -> {
                    List<String> missing = VerticleSettings.FEATURES.stream()
                            .filter(feature -> !bus.isServed(feature + "."))
                            .toList();
                    return missing.isEmpty()
                            ? new Finding(true, "every feature is served")
                            : new Finding(
                                    missing.size() < VerticleSettings.FEATURES.size(),
                                    "served by no node of the cluster: " + missing);
                },
                System::nanoTime);
    }

    /** What searches of documentation need; without it everything else works. */
    static Health.Part documentation(GatewaySettings settings, Hosts hosts) {
        return new Health.Part(
                "documentation search",
                false,
                () -> settings.models().customEnabled()
                        ? index(settings.search().indexFolder())
                        : engine(settings, hosts),
                System::nanoTime);
    }

    private static Finding index(Path folder) {
        return Files.isDirectory(folder)
                ? new Finding(true, "the index in " + folder + " is searched")
                : new Finding(
                        false,
                        "nothing is found: there is no index in " + folder
                                + " (AIGW_SEARCH__INDEX_FOLDER); build one with `docs-index`");
    }

    private static Finding engine(GatewaySettings settings, Hosts hosts) {
        if (settings.models().mock()) {
            return new Finding(true, "the mock searches nothing");
        } else if (settings.search().engine().project().isEmpty()) {
            return new Finding(
                    false, "searches fail: set AIGW_VERTEX_SEARCH__PROJECT or AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT");
        }
        return hosts.troubled().keySet().stream().anyMatch(target -> target.startsWith(SEARCH_ENGINE))
                ? new Finding(false, "Vertex AI Search keeps failing and is left alone for a moment")
                : new Finding(true, "Vertex AI Search is asked");
    }

    /** Providers, by what their circuit breakers saw; a provider that is down takes no node out of service. */
    static Health.Part providers(GatewaySettings settings, Hosts hosts) {
        return new Health.Part(
                "providers",
                false,
                () -> {
                    Set<String> troubled = hosts.troubled().keySet();
                    if (!troubled.isEmpty()) {
                        return new Finding(false, "left alone because they keep failing: " + troubled);
                    }
                    return settings.models().mock()
                            ? new Finding(true, "a mock answers")
                            : new Finding(true, "none is known to fail");
                },
                System::nanoTime);
    }
}
