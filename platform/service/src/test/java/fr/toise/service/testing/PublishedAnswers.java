package fr.toise.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map.Entry;

/** Holds every JSON answer that a test of a service gets against what the service says of itself at {@code /openapi}. */
public final class PublishedAnswers implements QuarkusTestBeforeEachCallback, Filter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/openapi";

    private static JsonNode api;

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        if (RestAssured.filters().stream().noneMatch(PublishedAnswers.class::isInstance)) {
            RestAssured.filters(this);
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        var answer = context.next(request, expected);
        var type = answer.contentType() == null ? "" : answer.contentType().replaceFirst(";.*", "");
        if (!request.getDerivedPath().equals(API) && type.endsWith("json")) {
            var schema = api().path("paths")
                    .path(template(request.getDerivedPath()))
                    .path(request.getMethod().toLowerCase(Locale.ROOT))
                    .path("responses")
                    .path(String.valueOf(answer.statusCode()))
                    .path("content")
                    .path(type)
                    .path("schema");
            assertThat(new PublishedSchema(api(), schema).complaints(json(answer.asString())))
                    .as("%s of %s %s", answer.statusCode(), request.getMethod(), request.getDerivedPath())
                    .isEmpty();
        }
        return answer;
    }

    /** The published path that says the most of a path; empty where none is of it. */
    private static String template(String path) {
        return api().path("paths").properties().stream()
                .map(Entry::getKey)
                .filter(template -> path.matches(template.replaceAll("\\{[^/]+?}", "[^/]+")))
                .min(Comparator.comparing(
                        template -> template.chars().filter(c -> c == '{').count()))
                .orElse("");
    }

    private static synchronized JsonNode api() {
        if (api == null) {
            api = json(RestAssured.given()
                    .noFilters()
                    .accept("application/json")
                    .get(API)
                    .asString());
        }
        return api;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("It says that it is JSON, and is not: " + text, e);
        }
    }
}
