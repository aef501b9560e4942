package io.aigateway.settings;

import java.util.List;

/**
 * Who may use the provider proxies.
 *
 * @param selfManaged        ids of instances ({@code gitlab_instance_uid}); empty for all
 * @param saas               ids of root namespaces on GitLab.com; empty for all
 * @param unitPrimitivesFile YAML file with the known unit primitives; empty for the packaged one
 */
public record ProxySettings(List<String> selfManaged, List<String> saas, String unitPrimitivesFile) {

    static final Setting<List<String>> SELF_MANAGED = Kinds.list(
            "AIGW_PROXY_ENDPOINTS__SELF_MANAGED_ENABLED",
            "Self-managed instances, by gitlab_instance_uid, that may use the provider proxies. Empty for all.");
    static final Setting<List<String>> SAAS = Kinds.list(
            "AIGW_PROXY_ENDPOINTS__SAAS_ENABLED",
            "Root namespaces of GitLab.com, by id, that may use the provider proxies. Empty for all.");
    static final Setting<String> UNIT_PRIMITIVES_FILE = Kinds.text(
            "AIGW_UNIT_PRIMITIVES_FILE",
            "",
            "List of unit primitives to use instead of conf/unit-primitives.yaml or the packaged one.");

    static final List<Setting<?>> ALL = List.of(SELF_MANAGED, SAAS, UNIT_PRIMITIVES_FILE);

    static ProxySettings from(Environment environment) {
        return new ProxySettings(
                environment.read(SELF_MANAGED), environment.read(SAAS), environment.read(UNIT_PRIMITIVES_FILE));
    }
}
