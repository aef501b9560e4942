package io.aigateway.e2e;

import io.aigateway.app.GatewayProcess;
import io.aigateway.testkit.OnLoop;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Many clients of one GitLab instance that ask several nodes at the same time, and remember what each request came to. */
final class Clients implements AutoCloseable {
    private static final int PER_NODE = 4;
    private static final long MINUTE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int NO_ANSWER = 0;
    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final String BODY = "{\"inputs\": {\"diff\": \"+a\"}, \"model_metadata\": {\"provider\": \"gitlab\","
            + " \"identifier\": \"claude_sonnet_4_6\"}}";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final String instance;

    /** What a request came to, and when it began and ended. */
    private record Answer(String node, int status, long began, long ended) {
        boolean isAdmitted() {
            return status == 200;
        }
    }

    /** Clients of this instance. */
    Clients(String instance) {
        this.instance = instance;
    }

    /** Asks so often, at all of these nodes together, and waits for all answers. */
    void ask(int requests, List<GatewayProcess> nodes) {
        begin(requests, nodes);
        await();
    }

    /** The same without waiting. Who gets no answer from a node goes to the next one. */
    void begin(int requests, List<GatewayProcess> nodes) {
        var left = new AtomicInteger(requests);
        for (int i = 0; i < nodes.size() * PER_NODE; i++) {
            int first = i;
            running.add(threads.submit(() -> {
                int at = first;
                while (left.getAndDecrement() > 0) {
                    at += once(nodes.get(at % nodes.size())) == NO_ANSWER ? 1 : 0;
                }
            }));
        }
    }

    void await() {
        for (Future<?> client : running) {
            try {
                client.get(4 * OnLoop.PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("a client did not come to its end", e);
            }
        }
        running.clear();
    }

    /** Asks once; gives the status. */
    int once(GatewayProcess node) {
        long began = System.nanoTime();
        int status = status(node);
        answers.add(new Answer(node.name(), status, began, System.nanoTime()));
        return status;
    }

    private int status(GatewayProcess node) {
        HttpRequest request = HttpRequest.newBuilder(node.uri(PATH))
                .timeout(Duration.ofSeconds(OnLoop.PATIENCE_SECONDS))
                .header("Content-Type", "application/json")
                .header("X-Gitlab-Instance-Id", instance)
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    int asked() {
        return answers.size();
    }

    long admitted() {
        return answers.stream().filter(Answer::isAdmitted).count();
    }

    /** How many a node admitted since an instant. */
    long admitted(String node, long since) {
        return answers.stream()
                .filter(answer -> answer.isAdmitted() && answer.node().equals(node) && answer.ended() - since >= 0)
                .count();
    }

    /** Requests that nobody can tell the outcome of. */
    long unknown() {
        return answers.stream().filter(answer -> answer.status() == NO_ANSWER).count();
    }

    /** The most that were surely admitted within one minute. */
    long mostInAMinute() {
        List<Answer> admitted = answers.stream().filter(Answer::isAdmitted).toList();
        return admitted.stream()
                .mapToLong(first -> admitted.stream()
                        .filter(other -> other.began() >= first.began() && other.ended() - first.began() < MINUTE_NANOS)
                        .count())
                .max()
                .orElse(0);
    }

    /** How many answers of each kind there were. */
    String counts() {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.status() == NO_ANSWER ? "no answer" : String.valueOf(answer.status()),
                        TreeMap::new,
                        Collectors.counting()))
                .toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
