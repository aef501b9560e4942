package io.aigateway.auth;

import io.aigateway.wire.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The capabilities that a token's scopes can name, as far as this installation knows them; read once from YAML.
 *
 * @param proxied those for which the provider proxies may be used, and the feature category that is logged with each
 * @param others  all the rest
 */
public record UnitPrimitives(Map<String, String> proxied, List<String> others) {

    public UnitPrimitives {
        if (proxied == null || others == null) {
            throw new IllegalArgumentException((proxied == null ? "proxied" : "others") + " is missing");
        }
        proxied = Map.copyOf(proxied);
        others = List.copyOf(others);
    }

    /**
     * Reads a list.
     *
     * @param text content of the YAML file
     * @param name of the file, for messages
     * @throws IllegalArgumentException naming what is wrong
     */
    public static UnitPrimitives read(String text, String name) {
        return Yaml.read(text, name, UnitPrimitives.class);
    }

    public boolean isKnown(String unitPrimitive) {
        return proxied.containsKey(unitPrimitive) || others.contains(unitPrimitive);
    }

    /** The feature category of one that the proxies may be used for; nothing for all others. */
    public Optional<String> categoryOfProxied(String unitPrimitive) {
        return Optional.ofNullable(proxied.get(unitPrimitive));
    }
}
