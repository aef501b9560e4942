package io.aigateway.provider;

/**
 * What a node has learnt about a target, told to the other nodes: its breaker has opened, or closed again.
 *
 * @param provider name of the provider
 * @param target   label of the target
 * @param place    tells targets with the same label apart; the same on every node
 * @param failing  whether it is left alone
 */
public record TargetTold(String provider, String target, int place, boolean failing) {}
