package io.aigateway.app;

import io.aigateway.app.doctor.Doctor;
import io.aigateway.app.doctor.Finding;
import io.aigateway.app.doctor.Report;
import io.aigateway.model.Catalogue;
import io.aigateway.model.Model;
import io.aigateway.observe.Logging;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.SettingsException;
import io.aigateway.settings.SettingsLoader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out what is wrong with an installation: starts the gateway of these settings where nobody can reach it, and looks. A gateway
 * that runs already is not touched.
 */
final class DoctorCommand implements Commands.Command {
    private static final String USAGE = """
            doctor [--json] [--model <identifier>]

            Checks the settings, the hosts and issuers that they name, and makes a short call, which costs a few tokens, to each model that
            features use; or, with --model, to that model of the catalogue. Exits with 1 when something has failed.""";

    private static final String JSON = "json";
    private static final String MODEL = "model";
    private static final int WRONG = 1;
    private static final long START_SECONDS = 60;
    private static final long PATIENCE_MINUTES = 15;

    /** So that it can be run beside the gateway whose settings it takes. */
    private static final Map<String, String> OUT_OF_THE_WAY = Map.of(
            "AIGW_FASTAPI__API_HOST", "127.0.0.1",
            "AIGW_FASTAPI__API_PORT", "0",
            "AIGW_FASTAPI__METRICS_HOST", "127.0.0.1",
            "AIGW_FASTAPI__METRICS_PORT", "0",
            "AIGW_HTTP__DRAIN_TIMEOUT", "0.1",
            "AIGW_ROLES", "");

    private final Map<String, String> variables;
    private final Path directory;

    /**
     * The command.
     *
     * @param variables the process environment
     * @param directory where files of settings are looked for
     */
    DoctorCommand(Map<String, String> variables, Path directory) {
        this.variables = new HashMap<>(variables);
        this.variables.putAll(OUT_OF_THE_WAY);
        this.directory = directory;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) {
        Arguments given = Arguments.read(arguments, Set.of(MODEL), Set.of(JSON));
        if (!given.words().isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        var report = new Report(Version.current(), examine(given.option(MODEL, "")));
        if (given.has(JSON)) {
            out.println(report.asJson());
        } else {
            report.print(out);
        }
        return report.isFine() ? 0 : WRONG;
    }

    private List<Finding> examine(String model) {
        String before = Logging.level();
        Logging.setLevel("critical"); // What goes wrong is told in the report.
        Vertx vertx = LocalVertx.create(Main.options(2), null);
        try {
            GatewaySettings settings = result(
                    new SettingsLoader(variables, directory).load(vertx).map(GatewaySettings::from), START_SECONDS);
            Gateway gateway = result(Gateway.start(vertx, settings), START_SECONDS);
            return look(vertx, settings, gateway, model);
        } catch (Unfit e) {
            return e.findings;
        } finally {
            vertx.close();
            Logging.setLevel(before);
        }
    }

    private static List<Finding> look(Vertx vertx, GatewaySettings settings, Gateway gateway, String model)
            throws Unfit {
        var doctor = new Doctor(vertx, gateway.bus(), settings);
        var findings = new ArrayList<>(List.of(Finding.ok("start", "gateway", "starts with these settings and files")));
        findings.addAll(doctor.lookAround());
        findings.addAll(result(doctor.ask(models(settings, model)), TimeUnit.MINUTES.toSeconds(PATIENCE_MINUTES)));
        return findings;
    }

    private static List<Model> models(GatewaySettings settings, String identifier) throws Unfit {
        String file = ConfFiles.read(settings.models().catalogueFile(), "models.yaml");
        Catalogue catalogue = Catalogue.read(file, "models.yaml", settings.models(), settings.providers());
        if (identifier.isEmpty()) {
            return catalogue.inUse();
        }
        Model model = catalogue.find(identifier);
        if (model == null) {
            throw new Unfit(List.of(Finding.failed(
                    MODEL, identifier, "there is no such model", "see the identifiers in conf/models.yaml")));
        }
        return List.of(model);
    }

    /** A gateway that does not start. */
    private static final class Unfit extends Exception {
        private final transient List<Finding> findings;

        Unfit(List<Finding> findings) {
            super("the gateway does not start", null, false, false);
            this.findings = List.copyOf(findings);
        }
    }

    private static <T> T result(Future<T> future, long seconds) throws Unfit {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Unfit(findings(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            throw new Unfit(
                    List.of(Finding.failed("start", "gateway", "no end within " + seconds + " s", "see the log")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unfit(List.of(Finding.failed("start", "gateway", "interrupted", "run it again")));
        }
    }

    private static List<Finding> findings(Throwable cause) {
        if (cause instanceof SettingsException wrong) {
            return wrong.problems().stream()
                    .map(problem ->
                            Finding.failed("settings", "value", problem, "docs/configuration.md has every setting"))
                    .toList();
        }
        String text = String.valueOf(cause.getMessage());
        return List.of(Finding.failed("start", "gateway", text, "mend the file or setting that it names"));
    }
}
