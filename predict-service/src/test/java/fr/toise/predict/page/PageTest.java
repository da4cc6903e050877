package fr.toise.predict.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class PageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Releases releases;

    @TestHTTPResource("/")
    URL page;

    private ChromeDriver browser;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("page");
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
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
    }

    @Test
    void answersInTheBrowsersLanguageAndSwitches() {
        // Given
        open("fr-FR", 1280);
        assertThat(type("address", "12 rue Turgot, 75009 Paris").getAccessibleName())
                .isEqualTo("Adresse");
        type("livingArea", "43,5");
        type("rooms", "2");
        type("askingPrice", "420 000");
        setDate("2023-01-10");

        // When
        find("livingArea").sendKeys(Keys.ENTER);

        // Then
        waitFor("value");
        assertThat(find("value").getText()).matches("[0-9\\s\\u202f\\u00a0]+€");
        assertThat(find("range").getText()).startsWith("Huit fois sur dix");
        assertThat(find("verdict").getText()).contains("420").contains("€");
        assertThat(find("matched").getText()).contains("12 RUE TURGOT 75009");
        assertThat(find("answer-made-up").isDisplayed()).isTrue();
        assertThat(find("made-up").getText()).contains("inventées");
        assertThat(browser.findElements(By.cssSelector("#comparables tbody tr")))
                .isNotEmpty();
        assertThat(find("about-answer").getText()).contains("page").contains("2023");

        // and in English
        browser.findElement(By.cssSelector("[data-language=en]")).click();
        assertThat(find("value").getText()).matches("€[0-9,]+");
        assertThat(find("range").getText()).startsWith("Eight times out of ten");
        assertThat(find("made-up").getText()).contains("Made-up");
        assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("en");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void suggestsAddressesToTheKeyboard() {
        // Given
        open("en-GB", 1280);
        new WebDriverWait(browser, PATIENCE).until(ready -> find("example").isEnabled());
        type("address", "12 r turg");
        waitFor("suggestions");
        assertThat(find("address").getDomAttribute("aria-expanded")).isEqualTo("true");

        // When
        find("address").sendKeys(Keys.ARROW_DOWN);

        // Then
        var active = find("address").getDomAttribute("aria-activedescendant");
        assertThat(find(active).getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(find("suggestions-said").getDomProperty("textContent")).isEqualTo("1 address suggested");

        // and it is taken, without sending the form
        find("address").sendKeys(Keys.ENTER);
        assertThat(find("address").getDomProperty("value")).isEqualTo("12 RUE TURGOT, 75009 Paris");
        assertThat(find("suggestions").isDisplayed()).isFalse();
        assertThat(find("address").getDomAttribute("aria-expanded")).isEqualTo("false");
        assertThat(find("answer").isDisplayed()).isFalse();
    }

    @Test
    void showsWhatMakesThePriceAndWhereTheAskingPriceFalls() {
        // Given
        open("en-GB", 1280);
        type("address", "12 rue Turgot, 75009 Paris");
        type("livingArea", "43");
        type("rooms", "2");
        type("askingPrice", "9000000");
        setDate("2023-01-10");

        // When
        find("rooms").sendKeys(Keys.ENTER);

        // Then
        waitFor("value");
        assertThat(find("verdict").getText())
                .startsWith("Dearer than expected.")
                .contains("above the estimate");
        assertThat(find("gauge").getAccessibleName()).contains("Price: €9,000,000");
        var amounts = browser.findElements(By.cssSelector("#contributions td.number")).stream()
                .map(cell -> Long.parseLong(cell.getText().replaceAll("[^0-9-]", "")))
                .toList();
        assertThat(amounts).hasSize(6);
        assertThat(amounts.subList(0, 5).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(amounts.get(5));
        new WebDriverWait(browser, PATIENCE)
                .until(ready -> browser.findElements(By.cssSelector("#map canvas, #market canvas"))
                                .size()
                        == 2);
        assertThat(find("market-title").getText()).isEqualTo("The market: Paris 9e Arrondissement");
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, 375, light", "en-GB, 1280, light", "en-GB, 1280, dark"})
    void isAccessible(String language, int width, String scheme) {
        // Given
        open(language, width);
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        new WebDriverWait(browser, PATIENCE).until(ready -> find("example").isEnabled());
        var before = violations();
        type("address", "rue");
        waitFor("suggestions");
        var typing = violations();

        // When
        find("example").click();

        // Then
        waitFor("value");
        assertThat(before).isEmpty();
        assertThat(typing).isEmpty();
        assertThat(violations()).isEmpty();
    }

    private List<String> violations() {
        return new AxeBuilder()
                .setLegacyMode(true).analyze(browser).getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList();
    }

    @Test
    void saysWhatIsWrongBesideTheField() {
        // Given
        open("en-GB", 400);
        type("address", "12 rue Turbigo, 75009 Paris");
        type("livingArea", "43");

        // When
        browser.findElement(By.cssSelector("[type=submit]")).click();

        // Then
        waitFor("problem");
        assertThat(find("problem").getText()).contains("No sale is known in such a street");
        assertThat(find("address-error").getText()).contains("RUE TURGOT 75009");
        assertThat(find("address").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(find("answer").isDisplayed()).isFalse();
    }

    @Test
    void fitsAPhoneAndTriesAnExample() {
        // Given
        open("de-DE", 375);

        // When
        new WebDriverWait(browser, PATIENCE).until(ready -> find("example").isEnabled());
        find("example").click();

        // Then
        waitFor("value");
        var width = (Number) browser.executeScript("return document.documentElement.scrollWidth");
        assertThat(width.intValue()).isLessThanOrEqualTo(browserWidth());
        assertThat(find("value").getText()).startsWith("€");
    }

    private int browserWidth() {
        return ((Number) ((JavascriptExecutor) browser).executeScript("return window.innerWidth")).intValue();
    }

    private WebElement find(String id) {
        return browser.findElement(By.id(id));
    }

    private WebElement type(String id, String text) {
        var input = find(id);
        input.sendKeys(text);
        return input;
    }

    /** How a date is typed differs from browser to browser. */
    private void setDate(String date) {
        browser.executeScript("document.getElementById('valuationDate').value = arguments[0]", date);
    }

    private void waitFor(String id) {
        new WebDriverWait(browser, PATIENCE).until(ready -> find(id).isDisplayed());
    }

    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    private void open(String language, int width) {
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
        browser.get(page.toString());
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
