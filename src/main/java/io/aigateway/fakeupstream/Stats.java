package io.aigateway.fakeupstream;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What a server has done so far.
 *
 * @param requests        received
 * @param requestsByApi   the same by the API that was asked; those that fit none are not in it
 * @param faults          that were chosen, by their word
 * @param underWay        requests whose answer has not ended
 * @param complete        answers that ended as HTTP wants it
 * @param broken          answers that the server broke off
 * @param abandoned       requests whose client left before the end
 * @param openConnections now
 * @param connections     ever
 */
public record Stats(
        long requests,
        @JsonProperty("requests_by_api") Map<String, Long> requestsByApi,
        Map<String, Long> faults,
        @JsonProperty("under_way") long underWay,
        long complete,
        long broken,
        long abandoned,
        @JsonProperty("open_connections") long openConnections,
        long connections) {}
