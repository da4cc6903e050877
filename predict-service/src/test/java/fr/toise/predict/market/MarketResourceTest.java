package fr.toise.predict.market;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class MarketResourceTest {

    @Inject
    Releases releases;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    @Test
    void tellsHowACommuneMovedBesideItsDepartement() {
        // When
        var market = given().get("/api/v1/markets/75118")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        assertThat(market.getString("name")).isEqualTo("Paris 18e Arrondissement");
        assertThat(market.getString("department")).isEqualTo("75");
        assertThat(market.getBoolean("madeUp")).isTrue();
        List<Map<String, Object>> quarters = market.getList("quarters");
        assertThat(quarters)
                .extracting("quarter")
                .startsWith("2022-Q1", "2022-Q2")
                .isSorted();
        assertThat(quarters.subList(0, 4)).allSatisfy(quarter -> {
            assertThat((Integer) quarter.get("median")).isBetween(8_000, 13_000);
            assertThat((Integer) quarter.get("departmentMedian")).isBetween(8_000, 13_000);
            assertThat((Integer) quarter.get("sales")).isGreaterThan(10);
        });
    }

    @Test
    void keepsQuietOfTheMedianOfAFew() {
        // When
        var market = given().get("/api/v1/markets/92024").then();

        // Then
        market.statusCode(200).body("quarters[0].sales", is(3)).body("quarters[0].median", is((Object) null));
    }

    @Test
    void doesNotKnowACommuneWithoutSales() {
        // When
        var market = given().get("/api/v1/markets/99999").then();

        // Then
        market.statusCode(404)
                .body("type", is("urn:toise:problem:unknown-commune"))
                .body("detail", containsString("99999"));
    }
}
