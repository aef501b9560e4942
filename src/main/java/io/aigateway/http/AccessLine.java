package io.aigateway.http;

import io.aigateway.observe.LogLine;
import io.aigateway.observe.LogMembers;
import java.time.Instant;
import java.util.Map;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;

/**
 * What {@link AccessLog} writes of a request that is over. Nothing is formatted before the log's own thread does it.
 *
 * @param clientIp   empty when it is not known
 * @param path       with its query, without credentials
 * @param url        the same, whole
 * @param notes      further members, by name; nobody changes them any more
 */
@AsynchronouslyFormattable
record AccessLine(
        String clientIp,
        int clientPort,
        String method,
        String path,
        String url,
        String httpVersion,
        int status,
        Times times,
        String mediaType,
        String userAgent,
        Map<String, Object> notes)
        implements LogLine {

    /**
     * When, and how long.
     *
     * @param nanos      from the arrival to the end
     * @param headNanos  from the arrival to the head of the response; 0 when there was none
     * @param cpuNanos   processor time of the process meanwhile
     * @param sinceRails seconds since GitLab sent the request; -1 when it did not say
     */
    record Times(Instant arrived, long nanos, long headNanos, long cpuNanos, double sinceRails) {}

    @Override
    public void formatTo(StringBuilder to) {
        to.append(clientIp).append(':').append(clientPort).append(" - \"").append(method);
        to.append(' ')
                .append(path)
                .append(" HTTP/")
                .append(httpVersion)
                .append("\" ")
                .append(status);
    }

    @Override
    public void tell(LogMembers to) {
        to.text("client_ip", clientIp)
                .number("client_port", clientPort)
                .text("content_type", mediaType)
                .seconds("cpu_s", times.cpuNanos())
                .fraction("duration_request", times.sinceRails())
                .seconds("duration_s", times.nanos())
                .seconds("first_chunk_duration_s", times.headNanos())
                .text("http_version", httpVersion)
                .text("method", method)
                .text("path", path)
                .time("request_arrived_at", times.arrived())
                .seconds("response_start_duration_s", times.headNanos())
                .number("status_code", status)
                .text("url", url)
                .text("user_agent", userAgent);
        notes.forEach(to::value);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
