package fr.toise.clean.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.toise.clean.cleaning.FakeCleaningJob;
import fr.toise.clean.cleaning.InMemoryChannels;
import fr.toise.clean.cleaning.RunningCleaner;
import fr.toise.clean.gate.ExampleSales;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class PageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    RunningCleaner service;

    @Inject
    FakeCleaningJob job;

    @TestHTTPResource("/")
    URL page;

    private final String snapshot = UUID.randomUUID().toString().substring(0, 8);
    private ChromeDriver browser;

    @BeforeEach
    void startWithNothing() {
        service.startWithNothing();
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.quit();
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
        waitFor("versions");
        assertThat(find("versions").getText())
                .contains("acceptée")
                .contains("en service")
                .contains("1\u202f000");

        // When
        browser.findElement(By.linkText("geo-dvf/" + version)).click();

        // Then
        waitFor("report");
        assertThat(find("report-title").getText()).isEqualTo("geo-dvf/" + version);
        assertThat(browser.switchTo().activeElement()).isEqualTo(find("report-title"));
        assertThat(find("figures").getText()).contains("Ventes gardées").contains("1\u202f000");
        assertThat(find("checks").getText()).contains("Assez de ventes").contains("passe");
        assertThat(find("drift-against").getText()).contains("rien à comparer");
        assertThat(rows("funnel-table"))
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
            assertThat(find(chart).findElements(By.tagName("canvas"))).as(chart).hasSize(1);
            assertThat(find(chart).getAccessibleName()).as(chart).isNotBlank();
        }
        assertThat(rows("correlation")).hasSize(4).first().satisfies(row -> assertThat(row)
                .contains("0,31"));
        assertThat(find("columns").getText()).contains("price_per_square_metre").contains("75109");
        assertThat(find("command").isDisplayed()).isFalse();

        // and in English
        browser.findElement(By.cssSelector("[data-language=en]")).click();
        assertThat(find("figures").getText()).contains("Sales kept").contains("1,000");
        assertThat(rows("funnel-table").get(2)).startsWith("House");
        assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("en");
        assertThat(complaints()).isEmpty();
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
        waitFor("report");
        assertThat(find("state").getText()).contains("stopped");
        assertThat(find("command-line").getText()).startsWith("./toise datasets accept " + stopped);
        assertThat(rows("checks")).anySatisfy(row -> assertThat(row)
                .startsWith("Sales by year failed 25% 70%")
                .contains("2022 has 100 sales and had 400 before"));
        assertThat(rows("shifts")).anySatisfy(row -> assertThat(row).startsWith("price per m²"));
        assertThat(find("categories").getText()).contains("New values of commune (1)", "Lost values of commune (1)");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void whatStandsInTheLinesIsNeverMarkup() {
        // Given
        service.clean("geo-dvf", snapshot);

        // When
        open("en-GB", 1280, "#geo-dvf/" + service.cleaned().get(0).version());

        // Then
        waitFor("report");
        new WebDriverWait(browser, PATIENCE)
                .until(ready -> !find("rejected-lines").getText().isBlank());
        assertThat(find("rejected-lines").getText()).contains(FakeCleaningJob.FOREIGN_LINE);
        assertThat(find("rejected-reason").getText())
                .isEqualTo("a house was sold, and houses are not asked for; 1 of 600 lines are shown.");
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    }

    @Test
    void fitsAPhoneAndShowsTheFunnelOfAYear() {
        // Given made-up sales
        service.clean("made-up", snapshot);
        open("de-DE", 390, "#made-up/" + service.cleaned().get(0).version());
        waitFor("report");
        assertThat(find("made-up").getText()).contains("Made-up sales");

        // When
        find("funnel-of").sendKeys("2023");

        // Then
        assertThat(find("funnel-words").getText())
                .isEqualTo("Of 1,100 lines, 300 sales were put together; 200 are kept.");
        var width = (Number) browser.executeScript("return document.documentElement.scrollWidth");
        var window = (Number) browser.executeScript("return window.innerWidth");
        assertThat(width.intValue()).isLessThanOrEqualTo(window.intValue());
        assertThat(complaints()).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchVersion() {
        // When
        open("en-GB", 1280, "#geo-dvf/nosuch");

        // Then
        waitFor("problem");
        assertThat(find("problem").getText()).isEqualTo("There is no such version, or no longer.");
        assertThat(find("report").isDisplayed()).isFalse();
    }

    @Test
    void saysThatNothingWasCleanedYet() {
        // When
        open("en-GB", 1280, "");

        // Then
        waitFor("no-versions");
        assertThat(find("no-versions").getText()).contains("nothing has been cleaned yet");
    }

    private WebElement find(String id) {
        return browser.findElement(By.id(id));
    }

    private List<String> rows(String table) {
        return browser.findElements(By.cssSelector("#" + table + " tbody tr")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private void waitFor(String id) {
        new WebDriverWait(browser, PATIENCE).until(ready -> find(id).isDisplayed());
        // the library of the charts comes last
        new WebDriverWait(browser, PATIENCE).until(ready -> browser.findElements(By.cssSelector(".chart")).stream()
                .filter(WebElement::isDisplayed)
                .allMatch(chart -> !chart.findElements(By.tagName("canvas")).isEmpty()));
    }

    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    private void open(String language, int width, String hash) {
        var chromium = onPath("chromium", "chromium-browser", "google-chrome");
        var driver = onPath("chromedriver");
        requireOrSkip(
                chromium.isPresent() && driver.isPresent(),
                "No Chromium with its chromedriver on the PATH; on Debian: apt-get install chromium chromium-driver");
        var options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--lang=" + language);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .withEnvironment(Map.of("LANGUAGE", language.substring(0, 2)))
                .build();
        browser = new ChromeDriver(service, options);
        browser.manage().window().setSize(new Dimension(width, 900));
        browser.get(page + hash);
    }

    /** Where nobody looks at what was skipped, a skipped test is no test. */
    private static void requireOrSkip(boolean there, String otherwise) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    private static Optional<Path> onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
