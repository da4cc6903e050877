package fr.toise.predict.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.page.testing.Browser;
import fr.toise.predict.archive.ExampleLoop;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class LoopPageTest {

    @Inject
    Releases releases;

    @Inject
    ExampleLoop loop;

    @TestHTTPResource("/")
    URL service;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private Browser browser;

    @BeforeEach
    void writeTheExample() {
        loop.write();
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void isKeptOutOfSearchEnginesAndLoadsNothingFromElsewhere() {
        // When
        var answer = given().get("/loop.html").then();

        // Then
        answer.statusCode(200)
                .header("X-Robots-Tag", containsString("noindex"))
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .body(containsString("noindex"));
        for (var shared : List.of("page.js", "charts.js", "dataset.js", "page.css", "echarts/echarts.esm.min.js")) {
            given().get("/" + shared).then().statusCode(200);
        }
        given().get("/echarts/LICENSE").then().statusCode(200).body(containsString("Apache License"));
    }

    @Test
    void leadsFromTheFirstPageToTheLoopAndBack() {
        // Given
        browser = Browser.open(service.toString(), "en-GB", 1280);
        browser.waitUntil(
                () -> !browser.driver().findElements(By.linkText("The loop")).isEmpty());

        // When
        browser.driver().findElement(By.linkText("The loop")).click();

        // Then
        browser.waitFor("now-view");
        assertThat(browser.find("now-title").getText()).isEqualTo("The loop now");

        // and back
        browser.driver().findElement(By.linkText("Estimate")).click();
        browser.waitFor("question");
    }

    @Test
    void showsWhatIsSaidWhileItIsOpen() {
        // Given
        open("en-GB", 1280, "");
        browser.waitUntil(() -> browser.find("connection").getText().startsWith("live"));

        // When
        releases.topics()
                .say(new PipelineProgress(
                        "paris-flats/" + run,
                        Step.TRAIN,
                        State.RUNNING,
                        6,
                        24,
                        "epochs",
                        "Training on 750 sales",
                        now()));
        releases.topics()
                .say(new DatasetRejected(
                        "geo-dvf", run, "snapshot", "volume", "<b>Too few</b> sales", Map.of(), now()));

        // Then
        browser.waitUntil(() -> browser.find("moments").getText().contains("The gate stopped geo-dvf/" + run));
        assertThat(browser.find("moments").getText()).contains("<b>Too few</b> sales");
        assertThat(browser.find("latest").getDomProperty("textContent")).isEqualTo("The gate stopped geo-dvf/" + run);
        browser.waitUntil(() -> browser.find("steps").getText().contains("6 of 24 epochs"));
        assertThat(browser.driver()
                        .findElement(By.cssSelector("#steps progress"))
                        .getAccessibleName())
                .isEqualTo("Train");

        // and that sales are made up, as soon as there are such
        releases.topics().say(new DatasetLanded("made-up", run, true, List.of(), now()));
        browser.waitFor("made-up");
        assertThat(browser.find("made-up").getText()).startsWith("Made-up sales");

        // and in French
        browser.switchTo("fr");
        assertThat(browser.find("moments").getText()).contains("geo-dvf/" + run + " arrêté par le contrôle");
        assertThat(browser.find("steps").getText()).contains("6 sur 24 époques");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsADatasetAsCleaningLeftIt() {
        // Given
        open("fr-FR", 1280, "#datasets");
        browser.waitFor("datasets-table");
        assertThat(browser.rows("datasets-table"))
                .anySatisfy(row -> assertThat(row)
                        .contains("Volume total par rapport à la version précédente – 300 sales, and 900 before"))
                .anySatisfy(row -> assertThat(row).contains("Aucune vente gardée – No sale is left"));

        // When
        browser.driver()
                .findElement(By.linkText("example/" + ExampleLoop.STOPPED))
                .click();

        // Then
        browser.waitForCharts("dataset-view");
        assertThat(browser.find("dataset-title").getText()).isEqualTo("example/" + ExampleLoop.STOPPED);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(browser.find("dataset-title"));
        assertThat(browser.find("dataset-state").getText()).contains("arrêtée");
        assertThat(browser.find("figures").getText()).contains("Ventes gardées").contains("900");
        assertThat(browser.rows("checks"))
                .anySatisfy(row -> assertThat(row).startsWith("Volume total").contains("échoue"));
        assertThat(browser.rows("funnel-table"))
                .last()
                .satisfies(row -> assertThat(row).startsWith("Gardées").contains("900"));
        for (var chart : List.of(
                "funnel-chart", "price-chart", "per-metre-chart", "price-map", "per-metre-map", "months-chart")) {
            assertThat(browser.find(chart).findElements(By.tagName("canvas")))
                    .as(chart)
                    .hasSize(1);
            assertThat(browser.find(chart).getAccessibleName()).as(chart).isNotBlank();
        }
        assertThat(browser.rows("correlation").get(0)).contains("0,84");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsAModelBesideItsRivalsAndWhyItWasRefused() {
        // Given
        open("en-GB", 1280, "#models");
        browser.waitFor("models-table");
        assertThat(browser.rows("models-table"))
                .anySatisfy(row -> assertThat(row).endsWith("Better than: live then – In 41 % of the resamples"));

        // When
        browser.driver().findElement(By.linkText(ExampleLoop.REFUSED_MODEL)).click();

        // Then
        browser.waitForCharts("model-view");
        assertThat(browser.find("model-state").getText()).startsWith("refused");
        assertThat(browser.rows("measures"))
                .satisfiesExactly(
                        model -> assertThat(model).startsWith("this model 10.12%"),
                        champion -> assertThat(champion).startsWith("live then 9.97%"),
                        median -> assertThat(median).startsWith("arrondissement median 11.30%"),
                        boosting -> assertThat(boosting).startsWith("gradient boosting 10.50%"));
        assertThat(browser.rows("model-checks"))
                .anySatisfy(row -> assertThat(row).startsWith("Better than: live then failed 41.00% 95.00%"));
        assertThat(browser.rows("segments")).containsExactly("Paris 9 150 9.12%");
        assertThat(browser.find("against-chart").getAccessibleName()).contains("16 sales");
        assertThat(browser.rows("comparisons")).hasSize(1);

        // and by price
        browser.find("segment-dimension").sendKeys("price");
        assertThat(browser.rows("segments")).containsExactly("≥ €1,000,000 150 15.12%");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsWhatEarlierModelsSaidOfLaterSales() {
        // When
        open("en-GB", 1280, "#ledger");

        // Then
        browser.waitForCharts("ledger-view");
        assertThat(browser.rows("ledger-table")).anySatisfy(row -> assertThat(row)
                .startsWith(ExampleLoop.RETIRED_MODEL + " was live")
                .contains("9.97% 11.00%"));
        browser.find("ledger-of").sendKeys(ExampleLoop.RETIRED_MODEL);
        assertThat(browser.rows("ledger-months"))
                .satisfiesExactly(may -> assertThat(may).startsWith("May 2023 150 10.80%"), june -> assertThat(june)
                        .startsWith("Jun 2023 150 11.20%"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsEachTrialOfASearch() {
        // Given
        open("en-GB", 1280, "#searches");
        browser.waitFor("searches-table");

        // When
        browser.driver().findElement(By.linkText(ExampleLoop.SEARCH)).click();

        // Then
        browser.waitForCharts("search-view");
        assertThat(browser.find("search-state").getText())
                .startsWith("done")
                .contains("Trial 1 of 3 has an MdAPE of 9.84 %");
        assertThat(browser.rows("trials"))
                .satisfiesExactly(
                        best -> assertThat(best)
                                .startsWith("1 2 9.84%")
                                .contains("256")
                                .contains("rooms"),
                        second -> assertThat(second).startsWith("0 1 10.40%").contains("128"),
                        lost -> assertThat(lost).startsWith("2 –").endsWith("More memory than its limit"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchThing() {
        // When
        open("en-GB", 1280, "#models/nosuch");

        // Then
        browser.waitFor("problem");
        assertThat(browser.find("problem").getText()).isEqualTo("There is no such thing, or no longer.");
        assertThat(browser.find("model-view").isDisplayed()).isFalse();
        assertThat(browser.driver().getTitle()).isEqualTo("Toise · There is no such thing, or no longer.");

        // and whoever comes to it from elsewhere is taken there
        browser.driver().executeScript("location.hash = 'models'");
        browser.waitFor("models-table");
        browser.driver().executeScript("location.hash = 'models/nosuch'");
        browser.waitFor("problem");
        assertThat(browser.driver().switchTo().activeElement().getText()).startsWith("There is no such thing");
    }

    @Test
    void tellsOfAStepInTheLanguageOfThePageWhereItCan() {
        // Given
        open("fr-FR", 1280, "");

        // When
        releases.topics().say(new DatasetLanded("geo-dvf", run, false, List.of(), now()));
        releases.topics()
                .say(new PipelineProgress(
                        "geo-dvf/" + run, Step.INGEST, State.SUCCEEDED, 1, 1, "files", "Landed it", now()));
        releases.topics()
                .say(new PipelineProgress(
                        run, Step.PREDICT, State.SUCCEEDED, 0, 0, null, "model " + run + " is live", now()));

        // Then
        browser.waitUntil(() -> browser.find("steps").getText().contains(run + " est chargé et répond"));
        assertThat(browser.find("steps").getText())
                .contains("geo-dvf/" + run + " collecté")
                .doesNotContain("Landed it", "is live");
        assertThat(browser.find("moments").getText()).doesNotContain("model " + run + " is live");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void keepsItsPlaceWhileThingsHappen(int width) {
        // Given
        sayThatItIsPromoted();
        open("fr-FR", width, "");
        browser.waitUntil(() -> browser.find("moments").getText().contains(run));

        // When
        for (int epoch = 1; epoch <= 3; epoch++) {
            releases.topics()
                    .say(new PipelineProgress(
                            "paris-flats/" + run,
                            Step.TRAIN,
                            State.RUNNING,
                            epoch,
                            24,
                            "epochs",
                            "Training on 750 sales",
                            now()));
        }
        browser.waitUntil(() -> browser.find("steps").getText().contains("3 sur 24 époques"));

        // Then
        assertThat((Double) browser.driver().executeAsyncScript("""
                const done = arguments[0];
                new PerformanceObserver(list => done(list.getEntries().reduce((sum, {value}) => sum + value, 0)))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(0.0), 1000);
                """)).isLessThan(0.1);
    }

    @Test
    void goesOnWhereTheListWasCutWhenAllOfItIsAskedFor() {
        // Given
        for (int n = 0; n < 45; n++) {
            releases.topics()
                    .say(new DatasetRejected("geo-dvf", run + n, "snapshot", "volume", "Too few", Map.of(), now()));
        }
        open("en-GB", 1280, "");
        browser.waitFor("older");

        // When
        browser.find("older").sendKeys(Keys.ENTER);

        // Then
        var items = browser.driver().findElements(By.cssSelector("#moments li"));
        assertThat(items).hasSizeGreaterThan(40);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(items.get(40));
    }

    @Test
    void goesOnWhereTheTrialsWereCutWhenEveryOneIsAskedFor() {
        // Given
        open("en-GB", 1280, "");
        browser.driver().executeScript("""
                const asks = window.fetch;
                window.fetch = async (path, ...more) => {
                  const answer = await asks(path, ...more);
                  if (!path.includes('/searches/')) {
                    return answer;
                  }
                  const search = await answer.json();
                  return Response.json({...search, results: Array(60).fill(search.results[0])});
                };
                location.hash = arguments[0];
                """, "searches/" + ExampleLoop.SEARCH);
        browser.waitFor("more-trials");

        // When
        browser.find("more-trials").sendKeys(Keys.ENTER);

        // Then
        var rows = browser.driver().findElements(By.cssSelector("#trials tbody tr"));
        assertThat(rows).hasSize(60);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(rows.get(50));
    }

    @Test
    void showsWhatHasTheFocusBelowTheViews() {
        // Given
        open("en-GB", 390, "#models/" + ExampleLoop.REFUSED_MODEL);
        browser.waitForCharts("model-view");
        var link = browser.driver().findElement(By.cssSelector("#model-figures a"));
        // where a step back from below leaves it: under what stays on top
        browser.driver().executeScript("scrollTo(0, scrollY + arguments[0].getBoundingClientRect().top - 10)", link);

        // When
        browser.driver().executeScript("arguments[0].focus()", link);

        // Then
        var views = browser.driver().findElement(By.className("views"));
        assertThat(edge("top", link)).isGreaterThanOrEqualTo(edge("bottom", views));
    }

    private double edge(String side, WebElement element) {
        return ((Number) browser.driver()
                        .executeScript("return arguments[0].getBoundingClientRect()[arguments[1]]", element, side))
                .doubleValue();
    }

    @Test
    void leavesAMomentThatHasNotChangedInItsPlace() {
        // Given
        open("en-GB", 1280, "");
        sayThatItIsPromoted();
        browser.waitUntil(() -> browser.find("moments").getText().contains(run));
        var link = browser.driver().findElement(By.cssSelector("#moments a"));
        browser.driver().executeScript("arguments[0].focus()", link);

        // When
        releases.topics().say(new DatasetRejected("geo-dvf", run, "snapshot", "volume", "Too few", Map.of(), now()));

        // Then
        browser.waitUntil(() -> browser.find("moments").getText().contains("The gate stopped geo-dvf/" + run));
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(link);
    }

    @Test
    void loadsAgainWhatFailedWhenItsTabIsClicked() {
        // Given
        open("en-GB", 1280, "");
        browser.waitFor("now-view");
        browser.driver().executeScript("window.asks = window.fetch; window.fetch = () => Promise.reject(new Error())");
        tab("models").click();
        browser.waitFor("problem");

        // When
        browser.driver().executeScript("window.fetch = window.asks");
        tab("models").click();

        // Then
        browser.waitFor("models-table");
        assertThat(browser.find("problem").isDisplayed()).isFalse();
    }

    @Test
    void skipsToWhatIsShownWithoutLeavingIt() {
        // Given
        open("en-GB", 1280, "#models");
        browser.waitFor("models-table");

        // When
        // seen only while it has the focus: to a link that is not seen the driver types nothing
        browser.driver().executeScript("document.querySelector('.skip').focus()");
        new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();

        // Then
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(browser.find("content"));
        assertThat(browser.driver().getCurrentUrl()).endsWith("#models");
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, 390, light", "en-GB, 1280, light", "en-GB, 1280, dark"})
    void isAccessibleAndFits(String language, int width, String scheme) {
        // Given
        sayThatItIsPromoted();
        open(language, width, "");
        browser.prefer(scheme);
        browser.waitUntil(() -> browser.find("moments").getText().contains(run));
        for (var view : List.of(
                "now",
                "datasets",
                "datasets/example/" + ExampleLoop.STOPPED,
                "datasets/example/" + ExampleLoop.REFUSED,
                "models",
                "models/" + ExampleLoop.REFUSED_MODEL,
                "ledger",
                "searches",
                "searches/" + ExampleLoop.SEARCH)) {

            // When
            browser.driver().executeScript("location.hash = arguments[0]", view);

            // Then
            browser.waitForCharts(id(view));
            assertThat(browser.violations()).as(view).isEmpty();
            assertThat(browser.isWiderThanItsWindow()).as(view).isFalse();
        }
    }

    private static String id(String view) {
        var parts = view.split("/");
        return (parts.length == 1 ? view : parts[0].equals("searches") ? "search" : parts[0].replaceAll("s$", ""))
                + "-view";
    }

    private void sayThatItIsPromoted() {
        releases.topics()
                .say(new ModelPromoted(
                        "paris-flats", run, null, "s3://model/manifest.json", false, "It is better", now()));
    }

    private WebElement tab(String view) {
        return browser.driver().findElement(By.cssSelector(".views [href='#%s']".formatted(view)));
    }

    private static Instant now() {
        return Instant.now();
    }

    private void open(String language, int width, String hash) {
        browser = Browser.open(service + "loop.html" + hash, language, width);
    }
}
