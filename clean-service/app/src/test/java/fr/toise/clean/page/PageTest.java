package fr.toise.clean.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import fr.toise.clean.cleaning.FakeCleaningJob;
import fr.toise.clean.cleaning.InMemoryChannels;
import fr.toise.clean.cleaning.RunningCleaner;
import fr.toise.clean.gate.ExampleSales;
import fr.toise.page.testing.Browser;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class PageTest {

    @Inject
    RunningCleaner service;

    @Inject
    FakeCleaningJob job;

    @TestHTTPResource("/")
    URL page;

    private final String snapshot = UUID.randomUUID().toString().substring(0, 8);
    private Browser browser;

    @BeforeEach
    void startWithNothing() {
        service.startWithNothing();
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
        service.awaitIdle();
    }

    @Test
    void isKeptOutOfSearchEnginesAndLoadsNothingFromElsewhere() {
        // When
        var answer = given().get("/").then();

        // Then
        answer.statusCode(200)
                .header("X-Robots-Tag", containsString("noindex"))
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("noindex"))
                .body(containsString("Licence Ouverte 2.0"));
        given().get("/robots.txt").then().statusCode(200).body(is("User-agent: *\nDisallow: /\n"));
        given().get("/echarts/echarts.esm.min.js").then().statusCode(200);
        given().get("/echarts/LICENSE").then().statusCode(200).body(containsString("Apache License"));
        given().get("/echarts/NOTICE").then().statusCode(200).body(containsString("Apache ECharts"));
    }

    @Test
    void leadsFromTheListToTheReportInTheBrowsersLanguageAndSwitches() {
        // Given
        service.clean("geo-dvf", snapshot);
        var version = service.cleaned().get(0).version();
        open("fr-FR", 1280, "");
        browser.waitForCharts("versions");
        assertThat(browser.find("versions").getText())
                .contains("acceptée")
                .contains("en service")
                .contains("1\u202f000");

        // When
        browser.driver().findElement(By.linkText("geo-dvf/" + version)).click();

        // Then
        browser.waitForCharts("report");
        assertThat(browser.find("report-title").getText()).isEqualTo("geo-dvf/" + version);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(browser.find("report-title"));
        assertThat(browser.find("figures").getText()).contains("Ventes gardées").contains("1\u202f000");
        assertThat(browser.find("checks").getText()).contains("Assez de ventes").contains("passe");
        assertThat(browser.find("drift-against").getText()).contains("rien à comparer");
        assertThat(browser.rows("funnel-table"))
                .anySatisfy(row ->
                        assertThat(row).startsWith("Maison").contains("200").contains("100"))
                .last()
                .satisfies(row -> assertThat(row).startsWith("Gardées").contains("1\u202f000"));
        for (var chart : List.of(
                "funnel-chart",
                "price-chart",
                "per-metre-chart",
                "price-map",
                "per-metre-map",
                "months-chart",
                "column-chart")) {
            assertThat(browser.find(chart).findElements(By.tagName("canvas")))
                    .as(chart)
                    .hasSize(1);
            assertThat(browser.find(chart).getAccessibleName()).as(chart).isNotBlank();
        }
        assertThat(browser.rows("correlation")).hasSize(4).first().satisfies(row -> assertThat(row)
                .contains("0,31"));
        assertThat(browser.find("columns").getText())
                .contains("price_per_square_metre")
                .contains("75109");
        assertThat(browser.find("command").isDisplayed()).isFalse();

        // and in English
        browser.switchTo("en");
        assertThat(browser.find("figures").getText()).contains("Sales kept").contains("1,000");
        assertThat(browser.rows("funnel-table").get(2)).startsWith("House");
        assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("en");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void saysWhyAVersionWasStoppedAndHowToLetItThrough() {
        // Given
        service.clean("geo-dvf", snapshot + "-1");
        job.makes(ExampleSales.usual().withYear(2022, 100).withCommunes("75109", "75116"));
        service.clean("geo-dvf", snapshot + "-2");
        var stopped = service.rejected().get(0).version();

        // When
        open("en-GB", 1280, "#geo-dvf/" + stopped);

        // Then
        browser.waitForCharts("report");
        assertThat(browser.find("state").getText()).contains("stopped");
        assertThat(browser.find("command-line").getText()).startsWith("./toise datasets accept " + stopped);
        assertThat(browser.rows("checks")).anySatisfy(row -> assertThat(row)
                .startsWith("Sales by year failed 25% 70%")
                .contains("2022 has 100 sales and had 400 before"));
        assertThat(browser.rows("shifts")).anySatisfy(row -> assertThat(row).startsWith("price per m²"));
        assertThat(browser.find("categories").getText())
                .contains("New values of commune (1)", "Lost values of commune (1)");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatStandsInTheLinesIsNeverMarkup() {
        // Given
        service.clean("geo-dvf", snapshot);

        // When
        open("en-GB", 1280, "#geo-dvf/" + service.cleaned().get(0).version());

        // Then
        browser.waitForCharts("report");
        browser.waitUntil(() -> !browser.find("rejected-lines").getText().isBlank());
        assertThat(browser.find("rejected-lines").getText()).contains(FakeCleaningJob.FOREIGN_LINE);
        assertThat(browser.find("rejected-reason").getText())
                .isEqualTo("a house was sold, and houses are not asked for; 1 of 600 lines are shown.");
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
    }

    @Test
    void fitsAPhoneAndShowsTheFunnelOfAYear() {
        // Given made-up sales
        service.clean("made-up", snapshot);
        open("de-DE", 390, "#made-up/" + service.cleaned().get(0).version());
        browser.waitForCharts("report");
        assertThat(browser.find("made-up").getText()).contains("Made-up sales");

        // When
        browser.find("funnel-of").sendKeys("2023");

        // Then
        assertThat(browser.find("funnel-words").getText())
                .isEqualTo("Of 1,100 lines, 300 sales were put together; 200 are kept.");
        assertThat(browser.isWiderThanItsWindow()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, 390, light", "en-GB, 1280, light", "en-GB, 1280, dark"})
    void isAccessible(String language, int width, String scheme) {
        // Given
        service.clean("geo-dvf", snapshot);
        open(language, width, "");
        browser.prefer(scheme);
        browser.waitFor("versions");
        var list = browser.violations();

        // When
        browser.driver()
                .findElement(By.linkText("geo-dvf/" + service.cleaned().get(0).version()))
                .click();

        // Then
        browser.waitForCharts("report");
        assertThat(list).isEmpty();
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchVersion() {
        // When
        open("en-GB", 1280, "#geo-dvf/nosuch");

        // Then
        browser.waitFor("problem");
        assertThat(browser.find("problem").getText()).isEqualTo("There is no such version, or no longer.");
        assertThat(browser.find("report").isDisplayed()).isFalse();
    }

    @Test
    void saysThatNothingWasCleanedYet() {
        // When
        open("en-GB", 1280, "");

        // Then
        browser.waitFor("no-versions");
        assertThat(browser.find("no-versions").getText()).contains("nothing has been cleaned yet");
    }

    private void open(String language, int width, String hash) {
        browser = Browser.open(page + hash, language, width);
    }
}
