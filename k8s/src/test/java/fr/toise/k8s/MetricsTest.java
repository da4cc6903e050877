package fr.toise.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What alerts and the dashboard ask for against what is counted. */
class MetricsTest {

    private static final Path MONITORING = Manifests.k8s().resolve("components/monitoring");

    /** Of Quarkus, of the Kafka client, and of Prometheus itself. */
    private static final Set<String> OF_OTHERS = Set.of(
            "up",
            "http_server_active_requests",
            "jvm_memory_used_bytes",
            "process_cpu_usage",
            "kafka_producer_record_send_total");

    private static final Pattern METER = Pattern.compile(
            "(counter|timer|gauge|Counter\\.builder|Timer\\.builder|TimeGauge\\.builder|Gauge\\.builder|FunctionCounter\\.builder|MultiGauge\\.builder)"
                    + "\\(\\s*\"(toise\\.[a-z.]+)\"([^;]*);");

    private static final Pattern ASKED = Pattern.compile("\\b(toise|http|jvm|process|kafka|kube)_[a-z0-9_]+|\\bup\\b");

    @Test
    void everyAlertAsksForWhatIsCountedAndNamesItsPage() throws Exception {
        // Given
        var counted = counted();
        var pages = Files.readAllLines(Manifests.home().resolve("docs/operations.md"));

        for (var alert : alerts()) {
            // Then
            assertThat(asked(alert.getExpr().getStrVal()))
                    .as(alert.getAlert())
                    .isNotEmpty()
                    .isSubsetOf(counted);
            assertThat(alert.getAnnotations())
                    .as(alert.getAlert())
                    .containsEntry(
                            "runbook_url",
                            "docs/operations.md#" + alert.getAlert().toLowerCase(Locale.ROOT))
                    .containsKey("summary");
            assertThat(pages).contains("### " + alert.getAlert());
        }
    }

    @Test
    void thePagesAreThoseOfTheAlerts() throws Exception {
        assertThat(Files.readAllLines(Manifests.home().resolve("docs/operations.md")).stream()
                        .filter(line -> line.startsWith("### Toise"))
                        .map(line -> line.substring(4)))
                .containsExactlyElementsOf(alerts().stream().map(Rule::getAlert).toList());
    }

    @Test
    void theDashboardAsksForWhatIsCounted() throws Exception {
        // Given
        var counted = counted();
        var dashboard =
                new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());

        // Then
        assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> {
            for (var target : panel.path("targets")) {
                assertThat(asked(target.path("expr").asText()))
                        .as(panel.path("title").asText())
                        .isNotEmpty()
                        .isSubsetOf(counted);
            }
        });
        assertThat(titles(dashboard)).doesNotHaveDuplicates();
    }

    private static List<String> titles(JsonNode dashboard) {
        var titles = new ArrayList<String>();
        dashboard.path("panels").forEach(panel -> titles.add(panel.path("title").asText()));
        return titles;
    }

    private static List<Rule> alerts() throws IOException {
        var rules = (PrometheusRule) Manifests.strictly(Files.readString(MONITORING.resolve("alerts.yaml")));
        return rules.getSpec().getGroups().get(0).getRules();
    }

    private static Set<String> asked(String expression) {
        var asked = new TreeSet<String>();
        // what stands in braces and quotes are labels
        ASKED.matcher(expression.replaceAll("\\{[^}]*}", "").replaceAll("\\bby \\([^)]*\\)", ""))
                .results()
                .forEach(result -> asked.add(result.group()));
        return asked;
    }

    private static Set<String> counted() throws IOException {
        var counted = new TreeSet<>(OF_OTHERS);
        for (var module : List.of(
                "ingest-service", "clean-service/app", "train-service/app", "predict-service", "platform/service")) {
            try (var sources = Files.walk(Manifests.home().resolve(module).resolve("src/main/java"))) {
                for (var source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    METER.matcher(Files.readString(source))
                            .results()
                            .forEach(meter -> counted.addAll(
                                    names(meter.group(1).toLowerCase(Locale.ROOT), meter.group(2), meter.group(3))));
                }
            }
        }
        return counted;
    }

    /** As Micrometer writes them for Prometheus. */
    private static List<String> names(String type, String meter, String rest) {
        var name = meter.replace('.', '_');
        if (type.startsWith("timegauge")) {
            return List.of(name + "_seconds");
        }
        if (type.startsWith("timer")) {
            var names = new ArrayList<>(List.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max"));
            if (rest.contains("publishPercentileHistogram")) {
                names.add(name + "_seconds_bucket");
            }
            return names;
        }
        if (type.contains("counter")) {
            return List.of(name + "_total");
        }
        var unit = Pattern.compile("baseUnit\\(\"([a-z]+)\"\\)").matcher(rest);
        return List.of(unit.find() ? name + "_" + unit.group(1) : name);
    }
}
