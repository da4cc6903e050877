package fr.toise.predict.address;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class StreetsResourceTest {

    @Inject
    Releases releases;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    private static ValidatableResponse streets(String query) {
        return given().get("/api/v1/streets?" + query).then();
    }

    @Test
    void drawsTheStreetsAroundAPlaceAsGeoJson() {
        // Given
        var answer = given().contentType("application/json")
                .body("{\"address\": \"12 rue Turgot, 75009 Paris\", \"livingArea\": 43}")
                .post("/api/v1/estimates")
                .jsonPath();

        // When
        var streets = streets("longitude=" + answer.getDouble("position.longitude") + "&latitude="
                + answer.getDouble("position.latitude"));

        // Then
        streets.statusCode(200)
                .contentType("application/geo+json")
                .header("Content-Encoding", "gzip")
                .body("type", is("FeatureCollection"))
                .body("features[0].geometry.type", is("LineString"));
        List<String> names = streets.extract().path("features.properties.name");
        assertThat(names).contains("RUE TURGOT").doesNotHaveDuplicates();
    }

    @Test
    void hasNoneWhereNothingWasSold() {
        streets("longitude=0&latitude=0").statusCode(200).body("features", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "latitude=48.88, longitude",
        "longitude=2.34, latitude",
        "longitude=NaN&latitude=48.88, longitude",
        "longitude=2.34&latitude=85.1, latitude",
        "longitude=2.34&latitude=48.88&metres=99, metres",
        "longitude=2.34&latitude=48.88&metres=1001, metres",
        "longitude=2.34&latitude=48.88&metres=far, metres"
    })
    void saysWhatIsOutOfRange(String query, String field) {
        streets(query).statusCode(400).body("violations[0].field", is(field));
    }
}
