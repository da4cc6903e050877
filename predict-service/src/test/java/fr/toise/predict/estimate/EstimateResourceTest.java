package fr.toise.predict.estimate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import fr.toise.predict.bundle.Neighbourhood;
import fr.toise.predict.bundle.Releases;
import fr.toise.predict.live.LiveModel;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.valuation.sales.Sale;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class EstimateResourceTest {

    /** What the untrained networks take for a typical error is near to what it starts out at, not equal. */
    private static final double ABOUT = 0.02;

    @Inject
    Releases releases;

    @Inject
    LiveModel live;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/estimates")
                .then();
    }

    private static void refused(ValidatableResponse response, int status, String type) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("urn:toise:problem:" + type))
                .body("status", is(status))
                .body("value", is((Object) null));
    }

    @Test
    void believesTheLegalAreaOfAFlatThatTheTaxOfficeTakesForSmaller() {
        // When
        var answer = post("""
                {"address": "12 rue Turgot, 75009 Paris", "livingArea": 12, "carrezArea": 33.8, "rooms": 1}""").statusCode(200).extract().jsonPath();

        // Then
        assertThat(answer.getDouble("pricePerSquareMetre") * 33.8)
                .isBetween(answer.getLong("value") - 530.0, answer.getLong("value") + 530.0);
    }

    @Test
    void answersWithAllThatWasPromised() {
        // When
        var answer = post("""
                {"address": "12 rue Turgot, 75009 Paris", "location": {"longitude": 2.3446, "latitude": 48.8806},
                 "livingArea": 43, "carrezArea": 43.8, "rooms": 2, "outbuildings": 0,
                 "valuationDate": "2023-01-10", "askingPrice": 420000, "propertyType": "flat"}""").statusCode(200).extract().jsonPath();

        // Then
        assertThat(answer.getUUID("estimateId")).isNotNull();
        assertThat(answer.getLong("value")).isPositive().matches(value -> value % 1_000 == 0);
        assertThat(answer.getString("currency")).isEqualTo("EUR");
        assertThat(answer.getDouble("pricePerSquareMetre") * 43.8)
                .isBetween(answer.getLong("value") - 530.0, answer.getLong("value") + 530.0);
        assertThat(answer.getDouble("range.level")).isEqualTo(0.8);
        assertThat(answer.getLong("range.low")).isLessThan(answer.getLong("value"));
        assertThat(answer.getLong("range.high")).isGreaterThan(answer.getLong("value"));
        assertThat(answer.getLong("askingPrice.amount")).isEqualTo(420_000);
        assertThat(answer.getList("warnings")).containsExactly("MADE_UP_SALES");
        assertThat(answer.getList("comparables")).isNotEmpty();
        assertThat(answer.getString("comparables[0].month")).matches("202[23]-[01][0-9]");
        assertThat(answer.getLong("comparables[0].distance") % 10).isZero();
        assertThat(answer.getMap("comparables[0]"))
                .containsOnlyKeys(
                        "month", "distance", "livingArea", "price", "indexedPrice", "weight", "longitude", "latitude");
        assertThat(answer.getList("comparables")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(answer.getString("commune.code")).isEqualTo("75109");
        assertThat(answer.getString("commune.name")).isEqualTo("Paris 9e Arrondissement");
        assertThat(answer.getDouble("position.longitude")).isEqualTo(2.345);
        assertThat(answer.getDouble("position.latitude")).isEqualTo(48.881);
        assertThat(answer.getDouble("fsd")).isCloseTo(0.224, within(ABOUT));
        assertThat(answer.getString("confidence")).isEqualTo("LOW");
        assertThat(answer.getDouble("probabilities.within5")).isCloseTo(0.2, within(ABOUT));
        assertThat(answer.getDouble("probabilities.within10")).isCloseTo(0.4, within(ABOUT));
        assertThat(answer.getDouble("probabilities.within20")).isCloseTo(0.65, within(ABOUT));
        assertThat(answer.getString("accuracy.segment")).isEqualTo("size=30-60");
        assertThat(answer.getInt("accuracy.sales")).isEqualTo(60);
        assertThat(answer.getDouble("accuracy.medianError")).isEqualTo(0.09);
        assertThat(answer.getString("valuationDate")).isEqualTo("2023-01-10");
        assertThat(answer.getString("dataThrough")).matches("2023-0[12]-[0-3][0-9]");
        assertThat(answer.getString("matchedAddress")).isEqualTo("12 RUE TURGOT 75009");
        assertThat(answer.getDouble("matchConfidence")).isEqualTo(1.0);
        assertThat(answer.getString("model.name")).isEqualTo("paris-flats");
        assertThat(answer.getString("model.version")).isEqualTo("estimates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"rooms\": 5", "\"rooms\": 2, \"outbuildings\": 3", "\"rooms\": 2, \"carrezArea\": 43"})
    void allThatIsSaidOfTheFlatCounts(String said) {
        // Given
        var body = "{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\", %s}";
        var usual =
                post(body.formatted("\"rooms\": 2")).statusCode(200).extract().jsonPath();

        // When
        var other = post(body.formatted(said)).statusCode(200).extract().jsonPath();

        // Then
        assertThat(other.getLong("pricePerSquareMetre")).isNotEqualTo(usual.getLong("pricePerSquareMetre"));
    }

    @Test
    void theBuildingIsKnownFromTheLocationWhereTheAddressDoesNotSayIt() {
        // Given
        var sold = soldInRueTurgot();

        // When
        var found = whereabouts("rue Turgot, 75009 Paris", sold);

        // Then
        assertThat(found.place()).isEqualTo(sold.place());
    }

    @Test
    void nothingIsTakenFromAnAddressThatIsElsewhere() {
        // Given
        var sold = soldInRueTurgot();

        // When
        var found = whereabouts("1 avenue de Saint-Ouen, 75018 Paris", sold);

        // Then
        assertThat(found.place()).isEqualTo(sold.place());
        assertThat(found.streetNumber()).isEqualTo(sold.streetNumber());
    }

    private static Sale soldInRueTurgot() {
        return Neighbourhood.sales().stream()
                .filter(sale -> sale.streetName().equals("RUE TURGOT") && sale.streetNumber() > 1)
                .findFirst()
                .orElseThrow();
    }

    private Whereabouts whereabouts(String address, Sale at) {
        var location = new EstimateRequest.Location(at.longitude(), at.latitude());
        return Whereabouts.of(
                new EstimateRequest(address, location, 43.0, null, null, null, null, null, null),
                live.currentOrProblem());
    }

    @Test
    void oneOfTenSuchFlatsSellsForLessThanTheRangeAndOneOfTenForMore() {
        // Given
        var body =
                "{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\", \"askingPrice\": %d}";
        var range = post(body.formatted(420_000)).extract().jsonPath();

        // When
        var low = post(body.formatted(range.getLong("range.low"))).extract().jsonPath();
        var high = post(body.formatted(range.getLong("range.high"))).extract().jsonPath();

        // Then
        assertThat(low.getDouble("askingPrice.percentile")).isCloseTo(0.1, within(0.011));
        assertThat(low.getString("askingPrice.verdict")).isEqualTo("FAIR");
        assertThat(high.getDouble("askingPrice.percentile")).isCloseTo(0.9, within(0.011));
        assertThat(high.getString("askingPrice.verdict")).isEqualTo("FAIR");
    }

    @ParameterizedTest
    @CsvSource({"18, 1, 2022-07-01", "43, 2, 2023-01-10", "95, 4, 2023-06-01", "400, 9, 2022-12-24"})
    void tellsWhatMakesTheValueSoThatItAddsUp(int area, int rooms, String on) {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": %d, \"rooms\": %d, \"valuationDate\": \"%s\"}"
                                .formatted(area, rooms, on))
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        // Then
        Map<String, Number> parts = answer.getMap("contributions");
        long sum = Stream.of("start", "market", "location", "size", "building")
                .mapToLong(part -> parts.get(part).longValue())
                .sum();
        assertThat(sum).isEqualTo(answer.getLong("value"));
        assertThat(answer.getString("contributions.since")).isLessThan(on);
        assertThat(answer.getLong("contributions.size")).matches(size -> area < 40 ? size < 0 : area < 60 || size > 0);
    }

    @Test
    void saysItInPlainWords() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43.5, \"valuationDate\": \"2023-01-10\","
                        + " \"askingPrice\": 9000000}");

        // Then
        answer.statusCode(200)
                .body("summary.fr", startsWith("Ventes inventées"))
                .body(
                        "summary.fr",
                        containsString("Un appartement de 43,5 m² comme celui-ci, à Paris 9e Arrondissement"))
                .body("summary.fr", containsString("au 10 janvier 2023"))
                .body("summary.fr", containsString("il est plus cher que la fourchette."))
                .body("summary.en", startsWith("Made-up sales"))
                .body("summary.en", containsString("A flat of 43.5 m² like this one, in Paris 9e Arrondissement"))
                .body("summary.en", containsString("on 10 January 2023"))
                .body("summary.en", endsWith("At €9,000,000 it is above that range."));
    }

    @Test
    void weighsComparablesAndMovesThemWithTheMarket() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\"}")
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        // Then
        List<Map<String, Number>> comparables = answer.getList("comparables");
        assertThat(comparables.stream()
                        .mapToDouble(sale -> sale.get("weight").doubleValue())
                        .sum())
                .isCloseTo(1, within(.01));
        assertThat(comparables).allSatisfy(sale -> {
            assertThat(sale.get("weight").doubleValue()).isPositive();
            assertThat(sale.get("indexedPrice").doubleValue()
                            / sale.get("price").doubleValue())
                    .isBetween(.8, 1.25);
        });
    }

    @Test
    void warnsOfMissingRooms() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\"}");

        // Then
        answer.statusCode(200).body("warnings", hasItem("ROOMS_MISSING"));
    }

    @Test
    void refusesAHouse() {
        // When
        var answer = post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"propertyType\": \"house\"}");

        // Then
        refused(answer, 422, "type-not-covered");
        answer.body("violations[0].field", is("propertyType"));
    }

    @ParameterizedTest
    @CsvSource({
        "'1 rue du Dôme, 67000 Strasbourg'",
        "'3 rue Serpenoise, 57000 Metz'",
        "'2 rue du Commerce, 97600 Mamoudzou'"
    })
    void saysWhereSalesAreNotPublished(String address) {
        // When
        var answer = post("{\"address\": \"%s\", \"livingArea\": 43}".formatted(address));

        // Then
        refused(answer, 422, "sales-not-published");
        answer.body("detail", containsString("57, 67, 68"));
    }

    @Test
    void saysWhichDepartementsItKnows() {
        // When
        var answer = post("{\"address\": \"3 rue Victor Hugo, 69002 Lyon\", \"livingArea\": 43}");

        // Then
        refused(answer, 422, "outside-the-data");
        answer.body("detail", containsString("75, 92"));
    }

    @Test
    void tellsNoMoreByTheDistanceOfAComparableThanByItsPosition() {
        // When
        var answer = post("{\"location\": {\"longitude\": 2.3446, \"latitude\": 48.8806}, \"livingArea\": 43}")
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        List<Map<String, Number>> comparables = answer.getList("comparables");
        assertThat(comparables).isNotEmpty().allSatisfy(comparable -> {
            double longitude = comparable.get("longitude").doubleValue();
            double latitude = comparable.get("latitude").doubleValue();
            assertThat(comparable.get("distance").doubleValue())
                    .isCloseTo(metres(2.3446, 48.8806, longitude, latitude), within(5.5));
        });
        assertThat(answer.getList("comparables.distance", Long.class)).isSorted();
    }

    /** By the haversine formula. */
    private static double metres(double longitude, double latitude, double toLongitude, double toLatitude) {
        double north = Math.sin(Math.toRadians(toLatitude - latitude) / 2);
        double east = Math.sin(Math.toRadians(toLongitude - longitude) / 2);
        double both =
                north * north + east * east * Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(toLatitude));
        return 2 * 6_371_008 * Math.asin(Math.sqrt(both));
    }

    @Test
    void writesTheFirstOfAMonthAsTheFrenchDo() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-02-01\"}");

        // Then
        answer.statusCode(200).body("summary.fr", containsString("au 1er février 2023 ;"));
    }

    @Test
    void saysThatTheSalesAreMadeUp() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\"}");

        // Then
        answer.statusCode(200).body("model.madeUp", is(true)).body("warnings", hasItem("MADE_UP_SALES"));
    }

    @Test
    void answersForAPointAlone() {
        // When
        var answer = post("{\"location\": {\"longitude\": 2.3446, \"latitude\": 48.8806}, \"livingArea\": 43}");

        // Then
        answer.statusCode(200).body("matchedAddress", is((Object) null)).body("warnings", hasItem("STALE_SALES"));
    }

    @Test
    void salesOfADepartementThatHaveStoppedAreStaleAlthoughThoseOfAnotherGoOn() {
        // Given
        releases.goLive("stopped", Neighbourhood.salesWithOthersWestUntil(LocalDate.of(2022, 6, 1)));
        var body =
                "{\"location\": {\"longitude\": %.4f, \"latitude\": 48.8806}, \"livingArea\": 43, \"valuationDate\": \"2023-01-15\"}";

        // When
        var west = post(String.format(Locale.ROOT, body, 2.3446 - Neighbourhood.WEST));
        var here = post(String.format(Locale.ROOT, body, 2.3446));

        // Then
        west.statusCode(200)
                .body("commune.code", is("92044"))
                .body("warnings", hasItem("STALE_SALES"))
                .body("dataThrough", is("2022-05-31"));
        here.statusCode(200)
                .body("commune.code", is("75109"))
                .body("warnings", not(hasItem("STALE_SALES")))
                .body("dataThrough", startsWith("2023-"));
    }

    @Test
    void goesByTheLocationWhereTheAddressIsElsewhere() {
        // When
        var answer = post(
                "{\"address\": \"12 avenue de Saint-Ouen, Paris 18e\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\","
                        + " \"location\": {\"longitude\": 2.3446, \"latitude\": 48.8806}}");

        // Then
        answer.statusCode(200)
                .body("warnings", hasItem("ADDRESS_FAR_FROM_LOCATION"))
                .body("commune.code", is("75109"))
                .body("matchedAddress", is("12 AV DE SAINT OUEN 75018"));
    }

    @Test
    void goesByTheLocationWhereTheAddressIsUnknown() {
        // When
        var answer = post("{\"address\": \"3 rue Xyzzy, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\","
                + " \"location\": {\"longitude\": 2.3446, \"latitude\": 48.8806}}");

        // Then
        answer.statusCode(200).body("warnings", hasItem("ADDRESS_NOT_FOUND"));
    }

    @Test
    void warnsOfAnAddressThatIsOnlyLikeOne() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgo, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\"}");

        // Then
        answer.statusCode(200)
                .body("matchedAddress", is("12 RUE TURGOT 75009"))
                .body("warnings", hasItem("ADDRESS_LOOSELY_MATCHED"));
    }

    @Test
    void warnsOfAPlaceWithFewSalesNearBy() {
        // Given the first house of a street 495 m to the north, and nothing else for a kilometre
        // When
        var answer = post("{\"location\": {\"longitude\": 2.32705, \"latitude\": 48.8856}, \"livingArea\": 43,"
                + " \"valuationDate\": \"2023-01-10\"}");

        // Then
        answer.statusCode(200).body("warnings", hasItem("SPARSE_AREA"));
    }

    @Test
    void warnsOfAnUnusualArea() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 400, \"valuationDate\": \"2023-01-10\"}");

        // Then
        answer.statusCode(200).body("warnings", hasItem("UNUSUAL_AREA"));
    }

    @Test
    void refusesAPlaceOutsideTheData() {
        // When
        var answer = post("{\"location\": {\"longitude\": -4.49, \"latitude\": 48.39}, \"livingArea\": 43}");

        // Then
        refused(answer, 422, "outside-the-data");
    }

    @Test
    void noticesSwappedCoordinates() {
        // When
        var answer = post("{\"location\": {\"longitude\": 48.8806, \"latitude\": 2.3446}, \"livingArea\": 43}");

        // Then
        refused(answer, 422, "outside-the-data");
        answer.body("detail", containsString("swapped"))
                .body("violations[0].suggestions[0].longitude", is(2.3446f))
                .body("violations[0].suggestions[0].latitude", is(48.8806f));
    }

    @Test
    void refusesAnUnknownAddressAndSuggestsStreets() {
        // When
        var answer = post("{\"address\": \"12 rue Turbigo, 75009 Paris\", \"livingArea\": 43}");

        // Then
        refused(answer, 422, "address-not-found");
        answer.body("violations[0].field", is("address"))
                .body("violations[0].value", is("12 rue Turbigo, 75009 Paris"))
                .body("violations[0].expected", containsString("RUE TURGOT 75009"))
                .body("violations[0].suggestions", hasItem("RUE TURGOT 75009"));
    }

    @Test
    void saysOfAnUnknownAddressThatTheStreetsOfMadeUpSalesAreMadeUpToo() {
        // When
        var answer = post("{\"address\": \"12 rue Turbigo, 75009 Paris\", \"livingArea\": 43}");

        // Then
        answer.body("detail", containsString("made up, and so are their streets"));
    }

    @Test
    void refusesADayBeforeTheData() {
        // When
        var answer =
                post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2001-01-10\"}");

        // Then
        refused(answer, 422, "before-the-data");
        answer.body("violations[0].field", is("valuationDate"))
                .body("violations[0].expected", containsString("2022-"))
                .body("violations[0].suggestions[0]", startsWith("2022-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"address\": \"12 rue Turgot\"}                                        | livingArea         |",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 4}                     | livingArea         | 4.0",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 1001}                  | livingArea         | 1001.0",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": \"43\"}                | livingArea         | 43",
                "{\"livingArea\": 43}                                                    | address            |",
                "{\"address\": \"\", \"livingArea\": 43}                                 | address            | ``",
                "{\"address\": 12, \"livingArea\": 43}                                   | address            | 12",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 430, \"rooms\": 31}    | rooms              | 31",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"rooms\": 11}     | rooms              | 11",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 9, \"rooms\": 6}       | rooms              | 6",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"rooms\": 1.5}    | rooms              | 1.5",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"outbuildings\": -1} | outbuildings    | -1",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"carrezArea\": 180} | carrezArea       | 180.0",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"carrezArea\": 10} | carrezArea        | 10.0",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"askingPrice\": 0} | askingPrice       | 0.0",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"valuationDate\": \"10/05/2023\"} | valuationDate | 10/05/2023",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"valuationDate\": \"2923-05-10\"} | valuationDate | 2923-05-10",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"valuationDate\": \"1999-12-31\"} | valuationDate | 1999-12-31",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"valuationDate\": \"-10000000-01-01\"} | valuationDate | -10000000-01-01",
                "{\"location\": {\"longitude\": 2.3, \"latitude\": 89.9}, \"livingArea\": 43} | location.latitude | 89.9",
                "{\"location\": {\"longitude\": 2.3}, \"livingArea\": 43}                | location.latitude  |",
                "{\"location\": {\"longitude\": 200, \"latitude\": 48}, \"livingArea\": 43} | location.longitude | 200.0",
                "{\"location\": [2.3, 48.9], \"livingArea\": 43}                         | location           | [2.3, 48.9]",
                "{\"location\": {\"longitude\": 2.3, \"latitude\": 48.9, \"altitude\": 3}, \"livingArea\": 43} | location.altitude | 3",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"livingarea\": 44} | livingarea        | 44",
                "{\"address\": \"12 rue Turgot\", \"livingArea\": 43, \"propertyType\": \"castle\"} | propertyType | castle",
                "[]                                                                      | ``                 | []",
            })
    void namesTheFieldItsValueAndWhatWasExpected(String body, String field, String value) {
        // When
        var answer = post(body);

        // Then
        refused(answer, 400, "bad-request");
        var violations = answer.extract().jsonPath();
        assertThat(violations.getList("violations")).hasSize(1);
        assertThat(violations.getString("violations[0].field")).isEqualTo(field);
        assertThat(violations.getString("violations[0].value")).isEqualTo(value);
        assertThat(violations.getString("violations[0].expected")).isNotBlank();
    }

    @Test
    void namesEveryMistakeAtOnce() {
        // When
        var answer = post("{\"livingArea\": 2, \"rooms\": \"two\", \"colour\": \"blue\"}");

        // Then
        refused(answer, 400, "bad-request");
        answer.body("violations.field", is(List.of("address", "colour", "livingArea", "rooms")));
    }

    @Test
    void doesNotSendBackMoreThanItWasSent() {
        // Given
        var fields = IntStream.range(0, 900)
                .mapToObj(i -> "\"" + "field".repeat(10) + i + "\": 1")
                .collect(Collectors.joining(", ", "{", "}"));

        // When
        var answer = post(fields);

        // Then
        refused(answer, 400, "bad-request");
        assertThat(answer.extract().asByteArray()).hasSizeLessThan(10_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"livingArea\": 43",
                "``",
                "livingArea=43",
                "null",
                "{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"livingArea\": 430}",
                "{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43} {\"livingArea\": 430}"
            })
    void refusesWhatIsNotJson(String body) {
        // When
        var answer = post(body);

        // Then
        refused(answer, 400, "bad-request");
        assertThat(answer.extract().asString()).doesNotContain("Feature", "REDACTED", "jackson", "java");
    }

    @Test
    void saysWhereABodyIsNotJson() {
        // When
        var answer = post("{\"livingArea\": NaN}");

        // Then
        refused(answer, 400, "bad-request");
        answer.body(
                "violations[0].expected",
                startsWith("JSON, each field once and nothing after it: it goes wrong at line 1, column "));
    }

    @Test
    void refusesAnotherMediaType() {
        // When
        var answer = given().contentType("text/plain").body("43").post("/api/v1/estimates");

        // Then
        answer.then().statusCode(415).contentType("application/problem+json");
    }

    @Test
    void countsEstimatesByOutcome() {
        // Given
        post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\"}");
        post("{\"address\": \"12 rue Turgot, Paris\", \"livingArea\": 2}");
        post("{\"location\": {\"longitude\": -4.49, \"latitude\": 48.39}, \"livingArea\": 43}");

        // When
        var metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();

        // Then
        assertThat(metrics)
                .contains("toise_estimates_seconds_count{outcome=\"answered\",reason=\"none\"}")
                .contains("toise_estimates_seconds_count{outcome=\"refused\",reason=\"bad-request\"}")
                .contains("toise_estimates_seconds_count{outcome=\"refused\",reason=\"outside-the-data\"}")
                .contains("toise_model_live{made_up=\"true\",model=\"paris-flats\",version=\"estimates\"} 1.0")
                .contains("toise_model_data_age_days")
                .contains("toise_estimates_answered_total{confidence=\"LOW\",department=\"75\",size=\"25-45\"}")
                .contains("toise_estimates_refused_total{reason=\"outside-the-data\"}")
                .contains("toise_asked_drift{of=\"area\"}")
                .contains("toise_model_swaps_total");
    }

    @Test
    void describesTheApi() {
        // When
        var api = given().accept("application/json").get("/openapi").then().statusCode(200);

        // Then
        api.body("paths.'/api/v1/estimates'.post.responses.keySet()", hasItems("200", "400", "422", "503"))
                .body("paths.'/api/v1/estimates'.post.responses.422.description", containsString("sales-not-published"))
                .body("components.schemas.EstimateRequest.required", hasItem("livingArea"))
                .body("components.schemas.EstimateRequest.properties.livingArea.maximum", is(1000))
                .body("components.schemas.keySet()", not(hasItem("JsonNode")))
                .body("components.schemas.EstimateRequest.properties.propertyType.examples", hasItem("flat"))
                .body("components.schemas.Commune.properties.code.examples", hasItem("75109"))
                .body(parameter("/api/v1/addresses", "get", "limit"), is("integer"))
                .body(parameter("/api/v1/loop/models", "get", "page"), is("integer"))
                .body(parameter("/api/v1/streets", "get", "longitude"), is("number"))
                .body(parameter("/api/v1/estimates/batch", "post", "detail"), is("string"))
                .body(
                        "paths.'/api/v1/estimates/batch'.post.responses.200.content.keySet()",
                        hasItems("application/x-ndjson", "text/csv"));
        given().get("/swagger-ui/").then().statusCode(200);
    }

    private static String parameter(String path, String method, String name) {
        return "paths.'" + path + "'." + method + ".parameters.find { it.name == '" + name + "' }.schema.type";
    }
}
