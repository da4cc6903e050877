package fr.toise.predict.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class InferenceResourceTest {

    private static final String MODEL = "/v2/models/paris-flats";

    @Inject
    Releases releases;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    private static ValidatableResponse infer(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(MODEL + "/infer")
                .then();
    }

    @Test
    void saysThatItIsThere() {
        // When / Then
        given().get("/v2/health/live").then().statusCode(200).body("live", is(true));
        given().get("/v2/health/ready").then().statusCode(200).body("ready", is(true));
        given().get("/v2").then().statusCode(200).body("name", is("toise-predict-service"));
    }

    @ParameterizedTest
    @CsvSource({"/v2/models/paris-flats", "/v2/models/paris-flats/versions/estimates"})
    void describesTheModelThatIsLive(String path) {
        // When
        var model = given().get(path).then();

        // Then
        model.statusCode(200)
                .body("name", is("paris-flats"))
                .body("versions", contains("estimates"))
                .body("inputs.name", hasItems("address", "livingArea", "rooms"))
                .body("outputs.name", hasItems("value", "rangeLow", "estimate"));
        given().get(path + "/ready").then().statusCode(200).body("ready", is(true));
    }

    @ParameterizedTest
    @CsvSource({"/v2/models/lyon-flats", "/v2/models/paris-flats/versions/other", "/v2/models/lyon-flats/ready"})
    void doesNotKnowOtherModels(String path) {
        // When
        var answer = given().get(path).then();

        // Then
        answer.statusCode(404).body("error", containsString("is not live, but paris-flats/versions/estimates"));
    }

    @Test
    void estimatesColumnsAsItWouldFlats() throws IOException {
        // Given
        var alone = given().contentType("application/json")
                .body(
                        "{\"address\": \"14 rue Rodier, Paris\", \"livingArea\": 60, \"rooms\": 3, \"valuationDate\": \"2023-01-10\"}")
                .post("/api/v1/estimates")
                .jsonPath();

        // When
        var answer = infer("""
                {"id": "question-7", "inputs": [
                  {"name": "address", "shape": [2, 1], "datatype": "BYTES", "data": [["12 rue Turgot, Paris"], ["14 rue Rodier, Paris"]]},
                  {"name": "livingArea", "shape": [2], "datatype": "FP32", "data": [43.5, 60]},
                  {"name": "rooms", "shape": [2], "datatype": "INT64", "data": [null, 3]},
                  {"name": "valuationDate", "shape": [2], "datatype": "BYTES", "data": ["2023-01-10", "2023-01-10"]}],
                 "outputs": [{"name": "value"}, {"name": "estimate"}]}""");

        // Then
        answer.statusCode(200)
                .body("id", is("question-7"))
                .body("model_name", is("paris-flats"))
                .body("model_version", is("estimates"))
                .body("outputs.name", contains("value", "estimate"))
                .body("outputs[0].shape", contains(2))
                .body("outputs[0].datatype", is("INT64"))
                .body("outputs[0].data[0]", greaterThan(0))
                .body("outputs[0].data[1]", is(alone.getInt("value")));
        var estimate = new ObjectMapper().readTree(answer.extract().<String>path("outputs[1].data[1]"));
        assertThat(estimate.at("/range/low").asLong()).isEqualTo(alone.getLong("range.low"));
    }

    @Test
    void answersTheSameWhicheverOutputsAreWanted() {
        // Given
        var question = """
                {"inputs": [
                  {"name": "address", "shape": [1], "datatype": "BYTES", "data": ["12 rue Turgot, Paris"]},
                  {"name": "livingArea", "shape": [1], "datatype": "FP64", "data": [43.5]}],
                 "outputs": [%s]}""";

        // When
        var some = infer(question.formatted("{\"name\": \"value\"}, {\"name\": \"fsd\"}"));
        var all = infer(question.formatted(""));

        // Then
        some.body("outputs.name", contains("value", "fsd"));
        assertThat(some.extract().<Integer>path("outputs[0].data[0]"))
                .isEqualTo(all.extract().<Integer>path("outputs[0].data[0]"));
        assertThat(all.extract().<String>path("outputs.find { it.name == 'estimate' }.data[0]"))
                .contains("contributions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                                                | inputs is missing",
                "{\"inputs\": []}                                                                                  | inputs is missing",
                "{\"inputs\": [{\"name\": \"size\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [43]}]}      | There is no input 'size'",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"2\"]}]} | datatype of 'rooms' is BYTES",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [2], \"datatype\": \"FP64\", \"data\": [2]}]}      | and 1 values",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [1, 2], \"datatype\": \"FP64\", \"data\": [2, 3]}]}| expected [n] or [n, 1]",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [-1], \"datatype\": \"FP64\", \"data\": []}]}      | expected [n] or [n, 1]",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [0], \"datatype\": \"FP64\", \"data\": []}]}       | expected 1 to 1000",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [2000], \"datatype\": \"FP64\", \"data\": []}]}    | expected 1 to 1000",
                "{\"inputs\": [{\"name\": \"livingArea\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [43]}]} | Flat 0: Not as expected: address",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [1], \"datatype\": \"FP64\"}]}                     | data is not an array",
                "{\"inputs\": [null]}                                                                              | An input is null",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [2]}], \"outputs\": [null]} | An output is null",
                "{\"inputs\": 3}                                                                                   | can't be read: inputs: expected an array",
                "{\"inputs\": [{\"name\": \"rooms\", \"shape\": [true]}]}                                           | .[0]: expected a number",
                "nonsense                                                                                          | can't be read: expected JSON, each field once and nothing after it: it goes wrong at line 1",
                "{\"inputs\": NaN}                                                                                 | can't be read: expected JSON, each field once and nothing after it: it goes wrong at line 1",
            })
    void saysWhatIsWrongAsTheProtocolDoes(String body, String error) {
        // When
        var answer = infer(body);

        // Then
        answer.statusCode(400).body("error", containsString(error));
        assertThat(answer.extract().asString()).doesNotContain("java", "fr.toise", "Feature", "REDACTED");
    }

    @Test
    void refusesAnOutputThatItDoesNotHave() {
        // When
        var answer = infer("""
                {"inputs": [{"name": "livingArea", "shape": [1], "datatype": "FP64", "data": [43]}],
                 "outputs": [{"name": "price"}]}""");

        // Then
        answer.statusCode(400).body("error", containsString("There is no output 'price'"));
    }

    @Test
    void describesEachOfItsPathsAndWhatARefusalLooksLike() throws IOException {
        // When
        var api = new ObjectMapper()
                .readTree(given().accept("application/json").get("/openapi").asString());

        // Then
        var paths = api.get("paths");
        assertThat(paths.has("/v2/models/{name}/versions/{version}/infer")).isTrue();
        assertThat(paths.at("/~1v2~1models~1{name}~1infer/post/responses/400/content/application~1json/schema/$ref")
                        .asText())
                .as(paths.get("/v2/models/{name}/infer").toString())
                .isEqualTo("#/components/schemas/Failure");
    }
}
