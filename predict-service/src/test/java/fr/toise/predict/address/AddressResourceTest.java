package fr.toise.predict.address;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class AddressResourceTest {

    @Inject
    Releases releases;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    private static ValidatableResponse suggest(String q) {
        return given().queryParam("q", q).get("/api/v1/addresses").then();
    }

    @Test
    void suggestsAddressesThatCanBeEstimated() {
        // Given
        var suggestions = suggest("12 r turg").statusCode(200).body("addresses", hasSize(1));
        String address = suggestions.extract().path("addresses[0].address");

        // When
        var estimate = given().contentType("application/json")
                .body(Map.of("address", address, "livingArea", 43))
                .post("/api/v1/estimates")
                .then();

        // Then
        assertThat(address).isEqualTo("12 RUE TURGOT, 75009 Paris");
        estimate.statusCode(200).body("matchedAddress", is("12 RUE TURGOT 75009"));
    }

    @Test
    void suggestsNothingRatherThanAnything() {
        // When
        var suggestions = suggest("rue xqzwkj");

        // Then
        suggestions.statusCode(200).body("addresses", hasSize(0));
    }

    @Test
    void wantsToKnowWhatWasTyped() {
        // When
        var answer = given().get("/api/v1/addresses").then();

        // Then
        answer.statusCode(400).body("violations[0].field", is("q"));
    }

    @Test
    void readsNoMoreThanAnAddress() {
        // When
        var answer = suggest("x".repeat(201));

        // Then
        answer.statusCode(400).body("violations[0].value", is("201 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "21", "-1", "five", "1e1"})
    void givesFromOneToTwenty(String limit) {
        // When
        var answer = given().queryParam("q", "turgot")
                .queryParam("limit", limit)
                .get("/api/v1/addresses")
                .then();

        // Then
        answer.statusCode(400).body("violations[0].field", is("limit")).body("violations[0].value", is(limit));
    }
}
