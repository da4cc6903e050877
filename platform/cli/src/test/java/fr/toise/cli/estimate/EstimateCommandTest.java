package fr.toise.cli.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EstimateCommandTest {

    private static final String PATH = "/api/v1/estimates";
    private static final String ESTIMATE = """
            { "estimateId": "e1", "value": 405000, "currency": "EUR", "pricePerSquareMetre": 9247,
              "range": {"level": 0.8, "low": 352000, "high": 471000},
              "fsd": 0.141, "confidence": "MEDIUM", "probabilities": {"within5": 0.31, "within10": 0.55, "within20": 0.82},
              "askingPrice": {"amount": 420000, "percentile": 0.58, "verdict": "FAIR"},
              "contributions": {"start": 431000, "typicalArea": 42, "since": "2022-05-10",
                                "market": -18000, "location": 21000, "size": -32000, "building": 3000},
              "accuracy": {"segment": "ALL", "sales": 3727, "medianError": 0.1, "within10": 0.5, "within20": 0.78},
              "comparables": [{"month": "2023-03", "distance": 140, "livingArea": 41, "price": 398000, "indexedPrice": 391000,
                               "weight": 1, "longitude": 2.346, "latitude": 48.881}],
              "valuationDate": "2023-05-10", "dataThrough": "2023-04-28", "matchedAddress": "12 RUE TURGOT 75009", "matchConfidence": 1.0,
              "model": {"name": "paris-flats", "version": "abc"}, "warnings": ["SPARSE_AREA"],
              "summary": {"fr": "Un appartement…", "en": "A flat…"} }
            """;

    private final FakeService predict = new FakeService();

    @AfterEach
    void stop() {
        predict.close();
    }

    @Test
    void putsAnEstimateIntoWords() {
        // Given
        predict.answering(PATH, 200, ESTIMATE);

        // When
        var run = estimate("--address", "12 rue Turgot, 75009 Paris", "--living-area", "43");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                        Estimate  405,000 €  (9,247 €/m²)
                        Range     352,000 € to 471,000 €, 80 % of flats are inside
                        Sure      medium: two of three such flats sell within 14.1 % of it (FSD)
                                  within 5 %: 31 % of them, within 10 %: 55 %, within 20 %: 82 %
                        Measured  median error 10.0 % on 3727 sales that it had not seen (all)
                        Asked     420,000 €: fair, above 58 % of what such a flat may fetch
                        Made of      431,000 €  a typical flat of 42 m² on 2022-05-10
                                     -18,000 €  the market since
                                     +21,000 €  location
                                     -32,000 €  size
                                      +3,000 €  building
                        Address   12 RUE TURGOT 75009 (100 % sure)
                        Valued on 2023-05-10, from sales up to 2023-04-28
                        Nearby    2023-03    140 m      41 m²    398,000 €, 391,000 € with the market
                        Model     paris-flats abc
                        Note      sparse area
                        In short  A flat…
                                  Un appartement…
                        """);
    }

    @Test
    void sendsEverythingThatWasGiven() throws Exception {
        // Given
        predict.answering(PATH, 200, ESTIMATE);

        // When
        estimate(
                "--address=12 rue de l'Échiquier, 75010 Paris",
                "--longitude=2.3455",
                "--latitude=48.8805",
                "--living-area=43.5",
                "--carrez-area=43.8",
                "--rooms=2",
                "--outbuildings=1",
                "--valuation-date=2023-05-10",
                "--asking-price=420000",
                "--property-type=flat");

        // Then
        var json = new ObjectMapper();
        assertThat(json.readTree(predict.sentTo(PATH))).isEqualTo(json.readTree("""
                                { "address": "12 rue de l'Échiquier, 75010 Paris",
                                  "location": {"longitude": 2.3455, "latitude": 48.8805},
                                  "livingArea": 43.5, "carrezArea": 43.8, "askingPrice": 420000, "rooms": 2,
                                  "outbuildings": 1, "valuationDate": "2023-05-10", "propertyType": "flat" }
                                """));
    }

    @Test
    void marksAnEstimateFromMadeUpSales() {
        // Given
        predict.answering(PATH, 200, "{\"value\": 1, \"model\": {\"madeUp\": true}}");

        // When
        var run = estimate("--address", "12 rue Turgot", "--living-area", "43");

        // Then
        assertThat(run.out()).startsWith("MADE-UP SALES");
    }

    @Test
    void doesNotTakeWhatIsMissingForZero() {
        // Given
        predict.answering(PATH, 200, "{\"value\": 1, \"probabilities\": {\"within10\": 0.55}}");

        // When
        var run = estimate("--address", "12 rue Turgot", "--living-area", "43");

        // Then
        assertThat(run.out()).contains("within 10 %: 55 %").doesNotContain(" 0 %:", ": 0 %");
    }

    @Test
    void saysOfEachFieldWhatIsWrongWithIt() {
        // Given
        predict.answering(PATH, 400, """
                { "type": "urn:toise:problem:bad-request", "title": "The request is not valid", "status": 400,
                  "detail": "Some fields are not as expected",
                  "violations": [
                    {"field": "livingArea", "value": -3, "expected": "more than 0"},
                    {"field": "location", "value": {"latitude": 45.0}, "expected": "a point near a sale"},
                    {"field": "address", "value": null, "expected": "an address or a location"}] }
                """);

        // When
        var run = estimate("--address", "12 rue Turgot", "--living-area", "-3");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToNormalizingNewlines("""
                        The request is not valid
                        Some fields are not as expected
                          livingArea: '-3' was given, expected more than 0
                          location: '{"latitude":45.0}' was given, expected a point near a sale
                          address: nothing was given, expected an address or a location
                        """);
    }

    @Test
    void printsTheAnswerAsItCame() throws Exception {
        // Given
        predict.answering(PATH, 200, ESTIMATE);

        // When
        var run = estimate("--address", "12 rue Turgot", "--living-area", "43", "--json");

        // Then
        var json = new ObjectMapper();
        assertThat(json.readTree(run.out())).isEqualTo(json.readTree(ESTIMATE));
    }

    @Test
    void wantsToKnowWhereTheFlatIs() {
        // When
        var run = estimate("--living-area", "43");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Give --address, or --longitude and --latitude");
    }

    @Test
    void namesTheHalfOfTheLocationThatIsMissing() {
        // When
        var run = estimate("--address", "12 rue Turgot", "--living-area", "43", "--longitude", "2.3");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--latitude is missing");
    }

    @Test
    void findsTheServiceByItsPort() {
        // Given
        predict.answering(PATH, 200, ESTIMATE);

        // When
        var run = CommandLineRun.of(
                "estimate", "--port=" + predict.port(), "--address=12 rue Turgot", "--living-area=43");

        // Then
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysHowToStartWhatDoesNotAnswer() {
        // Given
        predict.close();

        // When
        var run = estimate("--address", "12 rue Turgot", "--living-area", "43");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("Toise is not running at " + predict.url() + "; start it with ./toise up");
    }

    private CommandLineRun estimate(String... options) {
        var arguments = new String[options.length + 3];
        arguments[0] = "estimate";
        arguments[1] = "--url";
        arguments[2] = predict.url();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandLineRun.of(arguments);
    }
}
