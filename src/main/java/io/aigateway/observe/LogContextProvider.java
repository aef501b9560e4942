package io.aigateway.observe;

import java.util.Map;
import org.apache.logging.log4j.core.util.ContextDataProvider;

/** Hands {@link LogContext} to Log4j, which finds this class as a service. */
public final class LogContextProvider implements ContextDataProvider {
    @Override
    public Map<String, String> supplyContextData() {
        Map<String, String> members = LogContext.current();
        return members == null ? Map.of() : members;
    }
}
