package io.aigateway.app.doctor;

import io.aigateway.auth.IssuerProbe;
import io.aigateway.bus.Bus;
import io.aigateway.model.Model;
import io.aigateway.model.TargetGroup;
import io.aigateway.model.api.Target;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;

/** Looks at an installation: its settings, the hosts it needs, whose tokens it trusts, and the models it asks. */
public final class Doctor {
    private static final String ISSUER = "issuer";
    private static final String MODEL = "model";
    private static final String GITLAB = "AIGW_GITLAB_URL";
    private static final String PORTAL = "AIGW_CUSTOMER_PORTAL_URL";

    private final Vertx vertx;
    private final Bus bus;
    private final GatewaySettings settings;
    private final Clock clock = Clock.systemUTC();

    /**
     * A doctor for a gateway that runs in this process.
     *
     * @param bus where its providers are asked
     */
    public Doctor(Vertx vertx, Bus bus, GatewaySettings settings) {
        this.vertx = vertx;
        this.bus = bus;
        this.settings = settings;
    }

    /** What can be looked at without asking a model. Waits for the network: not for event loops. */
    public List<Finding> lookAround() {
        var findings = new ArrayList<>(new SettingsCheck(settings, clock).look());
        var ofIssuers = new NetworkCheck(
                new IssuerProbe(vertx, settings.auth()).tls().getSocketFactory(),
                "put the certificate of its authority into the file of REQUESTS_CA_BUNDLE",
                clock);
        issuers().forEach((url, setting) -> findings.add(ofIssuers.look(url, setting)));
        var ofProviders = new NetworkCheck(
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                "add the certificate of its authority to the JDK's trust store (keytool -importcert -cacerts)",
                clock);
        providers().forEach((url, setting) -> findings.add(ofProviders.look(url, setting)));
        findings.addAll(new ClusterCheck(settings.cluster()).look());
        return findings;
    }

    /** Asks the issuers for their keys, then each model at each of its places, one after the other. Never fails. */
    public Future<List<Finding>> ask(List<Model> models) {
        Promise<List<Finding>> asked = Promise.promise();
        vertx.getOrCreateContext().runOnContext(start -> askAll(models).onComplete(asked));
        return asked.future();
    }

    private Future<List<Finding>> askAll(List<Model> models) {
        var findings = new ArrayList<Finding>();
        Future<Void> last = Future.succeededFuture();
        for (Map.Entry<URI, String> issuer : issuers().entrySet()) {
            last = last.compose(done -> askIssuer(issuer.getKey(), issuer.getValue())
                    .onSuccess(findings::add)
                    .mapEmpty());
        }
        for (Map.Entry<Target, Model> place : places(models, findings).entrySet()) {
            last = last.compose(done -> new ModelCheck(bus, clock)
                    .look(place.getValue(), place.getKey())
                    .onSuccess(findings::addAll)
                    .mapEmpty());
        }
        return last.map(findings);
    }

    private Map<URI, String> issuers() {
        var issuers = new LinkedHashMap<URI, String>();
        if (!settings.auth().bypass().everything()) {
            issuers.put(settings.auth().gitlabUrl(), GITLAB);
            issuers.putIfAbsent(settings.auth().customerPortalUrl(), PORTAL);
        }
        return issuers;
    }

    private Future<Finding> askIssuer(URI url, String setting) {
        String mend = "check " + setting + ": open " + url + "/.well-known/openid-configuration";
        boolean needed = setting.equals(GITLAB) || !settings.models().customEnabled();
        return new IssuerProbe(vertx, settings.auth())
                .ask(url)
                .map(text -> Finding.ok(ISSUER, url.toString(), text))
                .otherwise(cause -> {
                    String text = "no keys to verify its tokens with: " + cause.getMessage();
                    return needed
                            ? Finding.failed(ISSUER, url.toString(), text, mend)
                            : Finding.warning(ISSUER, url.toString(), text, mend);
                });
    }

    private Map<URI, String> providers() {
        ProviderSettings all = settings.providers();
        var providers = new LinkedHashMap<URI, String>();
        if (settings.models().mock()) {
            return providers;
        }
        put(providers, all.anthropic(), "ANTHROPIC_BASE_URL");
        put(providers, all.openai(), "OPENAI_BASE_URL");
        put(providers, all.fireworks(), "AIGW_FIREWORKS_API_BASE_URL");
        put(providers, all.mistral(), "MISTRAL_BASE_URL");
        if (!all.vertex().project().isEmpty()) {
            String given = all.vertex().endpoint();
            String host = given.isEmpty() ? "aiplatform.googleapis.com" : given;
            providers.put(
                    URI.create(host.contains("://") ? host : "https://" + host), "AIGW_VERTEX_TEXT_MODEL__ENDPOINT");
        }
        var byHost = new LinkedHashMap<String, URI>();
        providers.keySet().forEach(url -> byHost.putIfAbsent(url.getAuthority(), url));
        providers.keySet().retainAll(byHost.values());
        return providers;
    }

    private static void put(Map<URI, String> providers, ProviderSettings.Api api, String setting) {
        if (api.hasKey()) {
            providers.put(api.baseUrl(), setting);
        }
    }

    /** Every place of every model whose provider has a key; of the other providers it is found that they have none. */
    private Map<Target, Model> places(List<Model> models, List<Finding> findings) {
        var places = new LinkedHashMap<Target, Model>();
        if (settings.models().mock()) {
            findings.add(Finding.skipped(
                    MODEL, "all", "a mock answers (AIGW_MOCK_MODEL_RESPONSES, or no provider has a key)"));
            return places;
        }
        var without = new TreeMap<String, Target>();
        for (Model model : models) {
            for (TargetGroup group : model.groups()) {
                for (Target target : group.targets()) {
                    if (hasKey(target)) {
                        places.putIfAbsent(target, model);
                    } else {
                        without.putIfAbsent(target.provider(), target);
                    }
                }
            }
        }
        without.forEach((provider, target) -> findings.add(withoutKey(provider, target, models)));
        return places;
    }

    private boolean hasKey(Target target) {
        return target.provider().equals("vertexai")
                ? !settings.providers().vertex().project().isEmpty()
                : settings.providers().keyCounts().getOrDefault(target.provider(), 0) > 0;
    }

    private static Finding withoutKey(String provider, Target target, List<Model> models) {
        List<String> useless = models.stream()
                .filter(model -> model.groups().stream()
                        .flatMap(group -> group.targets().stream())
                        .allMatch(place -> place.provider().equals(provider)))
                .map(Model::identifier)
                .toList();
        String others = "choose other models with AIGW_MODEL_SELECTION__DEFAULT_MODELS";
        if (!Explained.isOffered(target)) {
            return Finding.warning(MODEL, provider, "is not spoken to; not served: " + useless, others);
        }
        String setting =
                provider.equals("vertexai") ? "AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT" : Explained.key(target.withKey(0));
        return Finding.warning(
                MODEL, provider, "is not set up; not served: " + useless, "set " + setting + ", or " + others);
    }
}
