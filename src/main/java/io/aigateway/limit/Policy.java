package io.aigateway.limit;

import io.aigateway.kernel.Spender;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule of {@code conf/limits.yaml}.
 *
 * @param name      for headers, logs and metrics
 * @param key       one counter for each combination of these; empty for one counter in all
 * @param only      counts only requests with one of these values
 * @param except    does not count requests with one of these values
 * @param limits    measure to the most that passes, at least 1
 * @param ownerLost what happens while the node that counts cannot be asked
 */
record Policy(
        String name,
        List<LimitKey> key,
        Map<LimitKey, Set<String>> only,
        Map<LimitKey, Set<String>> except,
        Map<Measure, Long> limits,
        OwnerLost ownerLost) {

    Policy {
        key = List.copyOf(key);
        only = Map.copyOf(only);
        except = Map.copyOf(except);
        limits = Map.copyOf(limits);
    }

    /** Whether it takes the model to tell which counter a request has. */
    boolean asksForModel() {
        return key.contains(LimitKey.MODEL) || only.containsKey(LimitKey.MODEL) || except.containsKey(LimitKey.MODEL);
    }

    /** Whether a request is counted. One of which nobody said whose it is, as from a node one release older, is in no caller's counter. */
    boolean counts(Spender who, String model) {
        if (who.equals(Spender.NOBODY) && key.stream().anyMatch(part -> part != LimitKey.MODEL)) {
            return false;
        }
        if (only.isEmpty() && except.isEmpty()) {
            return true;
        }
        for (Map.Entry<LimitKey, Set<String>> condition : only.entrySet()) {
            if (!condition.getValue().contains(condition.getKey().of(who, model))) {
                return false;
            }
        }
        for (Map.Entry<LimitKey, Set<String>> condition : except.entrySet()) {
            if (condition.getValue().contains(condition.getKey().of(who, model))) {
                return false;
            }
        }
        return true;
    }

    /** Name of the counter of a request. */
    String counter(Measure measure, Spender who, String model) {
        String counter = name + '\n' + measure.word();
        for (int i = 0; i < key.size(); i++) {
            counter = counter + '\n' + key.get(i).counted(who, model);
        }
        return counter;
    }

    /** Name of the counter of all those that found no room for one of their own. */
    static String shared(String counter) {
        int end = counter.indexOf('\n', counter.indexOf('\n') + 1);
        return (end < 0 ? counter : counter.substring(0, end)) + "\n\n";
    }
}
