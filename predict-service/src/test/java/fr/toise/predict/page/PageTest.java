package fr.toise.predict.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import fr.toise.page.testing.Browser;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class PageTest {

    @Inject
    Releases releases;

    @TestHTTPResource("/")
    URL page;

    private Browser browser;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("page");
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

    @ParameterizedTest
    @ValueSource(
            strings = {"", "loop.html", "toise.js", "toise.css", "page.js", "echarts/echarts.esm.min.js", "icon.svg"})
    void sendsFilesCompressedAndNeverLetsBrowsersKeepThemUnasked(String file) {
        // When
        var answer = given().header("Accept-Encoding", "gzip").get("/" + file).then();

        // Then
        answer.statusCode(200).header("Content-Encoding", "gzip").header("Cache-Control", "no-cache");

        // and once more
        var headers = answer.extract().headers();
        given().header("If-None-Match", headers.getValue("ETag"))
                .header("If-Modified-Since", headers.getValue("Last-Modified"))
                .get("/" + file)
                .then()
                .statusCode(304);

        // and after an upgrade, whatever the date
        given().header("If-None-Match", "W/\"of-the-version-before\"")
                .header("If-Modified-Since", headers.getValue("Last-Modified"))
                .get("/" + file)
                .then()
                .statusCode(200);
    }

    @Test
    void namesEveryScriptThatItComesUpWith() {
        // Given
        open("en-GB", 1280);
        browser.waitUntil(() -> browser.find("example").isEnabled());

        // When
        var unnamed = (List<?>) browser.driver().executeScript("""
                const named = [...document.querySelectorAll('link[rel=modulepreload], script[src]')].map(one => one.href ?? one.src);
                return performance.getEntriesByType('resource').map(({name}) => name)
                  .filter(name => name.endsWith('.js') && !named.includes(name));
                """);

        // Then
        assertThat(unnamed).isEmpty();
    }

    @Test
    void leavesAnswersOfTheApiAsTheyAre() {
        given().header("Accept-Encoding", "gzip")
                .get("/api/v1/model")
                .then()
                .statusCode(200)
                .header("Content-Encoding", not(is("gzip")))
                .header("Cache-Control", "no-store")
                .header("ETag", nullValue());
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
        set("valuationDate", "2023-01-10");

        // When
        browser.find("livingArea").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("value");
        assertThat(browser.find("value").getText()).matches("[0-9\\s\\u202f\\u00a0]+€");
        assertThat(browser.find("range").getText()).startsWith("Huit fois sur dix");
        assertThat(browser.find("verdict").getText()).contains("420").contains("€");
        assertThat(browser.find("matched").getText()).contains("12 RUE TURGOT 75009");
        assertThat(browser.find("answer-made-up").isDisplayed()).isTrue();
        assertThat(browser.find("made-up").getText()).contains("inventées");
        assertThat(browser.driver().findElements(By.cssSelector("#comparables tbody tr")))
                .isNotEmpty();
        assertThat(browser.find("about-answer").getText()).contains("page").contains("2023");

        // and in English
        browser.switchTo("en");
        assertThat(browser.find("value").getText()).matches("€[0-9,]+");
        assertThat(browser.find("range").getText()).startsWith("Eight times out of ten");
        assertThat(browser.find("made-up").getText()).contains("Made-up");
        assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("en");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void suggestsAddressesToTheKeyboard() {
        // Given
        open("en-GB", 1280);
        browser.waitUntil(() -> browser.find("example").isEnabled());
        type("address", "12 r turg");
        browser.waitFor("suggestions");
        assertThat(browser.find("address").getDomAttribute("aria-expanded")).isEqualTo("true");

        // When
        browser.find("address").sendKeys(Keys.ARROW_DOWN);

        // Then
        var active = browser.find("address").getDomAttribute("aria-activedescendant");
        assertThat(browser.find(active).getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(browser.find("suggestions-said").getDomProperty("textContent"))
                .isEqualTo("1 address suggested");

        // and it is taken, without sending the form
        browser.find("address").sendKeys(Keys.ENTER);
        assertThat(browser.find("address").getDomProperty("value")).isEqualTo("12 RUE TURGOT, 75009 Paris");
        assertThat(browser.find("suggestions").isDisplayed()).isFalse();
        assertThat(browser.find("address").getDomAttribute("aria-expanded")).isEqualTo("false");
        assertThat(browser.find("answer").isDisplayed()).isFalse();
    }

    @Test
    void tellsTheSuggestionThatIsMeantFromTheOthersWhereColoursAreForced() {
        // Given
        open("en-GB", 1280);
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
        type("address", "rue turg");
        browser.waitFor("suggestions");
        var option = browser.find("suggestions-0");
        var before = option.getScreenshotAs(OutputType.BYTES);

        // When
        browser.find("address").sendKeys(Keys.ARROW_DOWN);

        // Then
        assertThat(option.getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(option.getScreenshotAs(OutputType.BYTES)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loop.html"})
    void saysWhyItHasNoWordsWhereAScriptDoesNotCome(String name) {
        // Given
        browser = Browser.open(page + name, "fr-FR", 375);
        assertThat(browser.find("wordless").isDisplayed()).isFalse();
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        browser.driver().executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*words.js")));

        // When
        browser.driver().navigate().refresh();

        // Then
        browser.waitFor("wordless");
        assertThat(browser.find("wordless").getText()).contains("rechargez-la").contains("reload it");
    }

    @Test
    void takesASuggestionWhenItIsClickedAndNotWhenItIsTouched() {
        // Given
        open("en-GB", 375);
        browser.waitUntil(() -> browser.find("example").isEnabled());
        type("address", "12 r turg");
        browser.waitFor("suggestions");
        var option = browser.find("suggestions-0");

        // When
        new Actions(browser.driver()).clickAndHold(option).perform();

        // Then
        assertThat(browser.find("address").getDomProperty("value")).isEqualTo("12 r turg");
        assertThat(option.isDisplayed()).isTrue();

        // and where it is let go of
        new Actions(browser.driver()).release().perform();
        assertThat(browser.find("address").getDomProperty("value")).isEqualTo("12 RUE TURGOT, 75009 Paris");
        assertThat(browser.find("suggestions").isDisplayed()).isFalse();
        assertThat(focused()).isEqualTo("address");
    }

    @Test
    void showsWhatMakesThePriceAndWhereTheAskingPriceFalls() {
        // Given
        open("en-GB", 1280);
        type("address", "12 rue Turgot, 75009 Paris");
        type("livingArea", "43");
        type("rooms", "2");
        type("askingPrice", "9000000");
        set("valuationDate", "2023-01-10");

        // When
        browser.find("rooms").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("value");
        assertThat(browser.find("verdict").getText())
                .startsWith("Dearer than expected.")
                .contains("above the estimate");
        assertThat(browser.find("gauge").getAccessibleName()).contains("Price: €9,000,000");
        var amounts = browser.driver().findElements(By.cssSelector("#contributions td.number")).stream()
                .map(cell -> Long.parseLong(cell.getText().replaceAll("[^0-9-]", "")))
                .toList();
        assertThat(amounts).hasSize(6);
        assertThat(amounts.subList(0, 5).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(amounts.get(5));
        browser.waitUntil(() -> browser.driver()
                        .findElements(By.cssSelector("#map canvas, #market canvas"))
                        .size()
                == 2);
        assertThat(browser.find("market-title").getText()).isEqualTo("The market: Paris 9e Arrondissement");
        browser.waitUntil(() -> !streetsOnTheMap().isEmpty());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void takesTheAreaForTheAdvertisedOneUnlessToldOtherwise() {
        // Given
        open("en-GB", 1280);
        browser.driver()
                .executeScript("const real = fetch; window.asked = [];"
                        + " window.fetch = (url, options) => {asked.push(options?.body); return real(url, options);}");
        type("address", "12 rue Turgot, 75009 Paris");
        type("livingArea", "43,5");

        // When
        browser.find("livingArea").sendKeys(Keys.ENTER);
        browser.waitUntil(() -> asked().size() == 1);
        new Select(browser.find("area")).selectByVisibleText("another, or I don’t know");
        browser.find("livingArea").sendKeys(Keys.ENTER);
        browser.waitUntil(() -> asked().size() == 2);

        // Then
        assertThat(asked().get(0)).contains("\"livingArea\":43.5").contains("\"carrezArea\":43.5");
        assertThat(asked().get(1)).contains("\"livingArea\":43.5").doesNotContain("carrezArea");

        // and a reload asks the same again
        browser.waitFor("value");
        browser.driver().navigate().refresh();
        browser.waitFor("value");
        assertThat(new Select(browser.find("area")).getFirstSelectedOption().getText())
                .isEqualTo("another, or I don’t know");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void writesTheNamesOfStreetsAsPeopleDo() {
        // Given
        open("fr-FR", 1280);
        var names = List.of(
                "RUE DE LA TOUR D AUVERGNE",
                "RUE DE L'OLIVE",
                "AV FRANKLIN D ROOSEVELT",
                "RUE CHARLES-FRANCOIS",
                "RUE D ÉDIMBOURG",
                "BD HENRI IV",
                "RUE DU 8 MAI 1945");

        // When
        var written = (List<?>) browser.driver().executeAsyncScript("""
                const [names, done] = arguments;
                import('/streets.js').then(({streetShapes}) => done(names.map(name => {
                  const street = {properties: {name}, geometry: {coordinates: [[20, 200], [780, 200]]}};
                  const shapes = streetShapes([street], ({longitude, latitude}) => [longitude, latitude], [800, 400], 1, []);
                  return shapes.find(shape => shape.type === 'text').style.text;
                })));
                """, names);

        // Then
        assertThat(written)
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactly(
                        "Rue de la Tour d’Auvergne",
                        "Rue de l’Olive",
                        "Av Franklin D Roosevelt",
                        "Rue Charles-Francois",
                        "Rue d’Édimbourg",
                        "Bd Henri IV",
                        "Rue du 8 Mai 1945");
    }

    private List<?> streetsOnTheMap() {
        return (List<?>) browser.driver()
                .executeAsyncScript("import('/echarts/echarts.esm.min.js').then(charts => {"
                        + " const shapes = charts.getInstanceByDom(document.getElementById('map')).getOption().graphic[0].elements;"
                        + " arguments[0](shapes.filter(shape => shape.type === 'polyline'));})");
    }

    /** The estimates that were asked for. */
    private List<String> asked() {
        var bodies = (List<?>) browser.driver().executeScript("return asked.filter(Boolean)");
        return bodies.stream().map(String.class::cast).toList();
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, 375, light", "en-GB, 1280, light", "en-GB, 1280, dark"})
    void isAccessible(String language, int width, String scheme) {
        // Given
        open(language, width);
        browser.prefer(scheme);
        browser.waitUntil(() -> browser.find("example").isEnabled());
        var before = browser.violations();
        type("address", "rue");
        browser.waitFor("suggestions");
        var typing = browser.violations();

        // When
        browser.find("example").click();

        // Then
        browser.waitFor("value");
        assertThat(before).isEmpty();
        assertThat(typing).isEmpty();
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void saysWhatIsWrongBesideTheField() {
        // Given
        open("en-GB", 400);
        type("address", "12 rue Turbigo, 75009 Paris");
        type("livingArea", "43");

        // When
        browser.driver().findElement(By.cssSelector("[type=submit]")).click();

        // Then
        browser.waitFor("problem");
        assertThat(browser.find("problem").getText()).contains("No sale is known in such a street");
        assertThat(browser.find("address-error").getText()).contains("RUE TURGOT 75009");
        assertThat(browser.find("address").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.find("answer").isDisplayed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12 rue Turbigo, 75009 Paris     |         |        |            | address | une telle rue | une adresse dans une rue où des appartements ont été vendus, peut-être RUE TURGOT 75009
            1 rue du Dôme, 67000 Strasbourg |         |        |            | address | 57, 67, 68 et 976 | une adresse ailleurs en France
            3 rue Victor Hugo, 69002 Lyon   |         |        |            | address | hors des données | une adresse dans l’un des départements 75
                                            | 5.05    | 45.76  |            | longitude | hors des données | un lieu à moins de 500 m d’une vente
                                            | 48.8806 | 2.3446 |            | longitude | hors des données | longitude 2,3446, latitude 48,8806\u202f: les deux semblent inversées
            12 rue Turgot, 75009 Paris      |         |        | 2001-01-10 | valuationDate | avant cette date | une date à partir du 1
            ab                              |         |        |            | address | à corriger | un texte de 3 à 200 caractères
            """)
    void saysInFrenchWhyThereIsNoEstimate(
            String address,
            String longitude,
            String latitude,
            String valuationDate,
            String field,
            String problem,
            String expected) {
        // Given
        open("fr-FR", 390);

        // When
        askInVain(address, longitude, latitude, valuationDate);

        // Then
        assertThat(browser.find("problem").getText()).contains(problem);
        assertThat(browser.find(field + "-error").getText()).startsWith("Attendu\u202f: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 rue Victor Hugo, 69002 Lyon |         |        |            | address | an address in one of the départements 75
                                          | 5.05    | 45.76  |            | longitude | a place within 500 m of a sale
                                          | 48.8806 | 2.3446 |            | longitude | longitude 2.3446, latitude 48.8806: the two seem to be swapped
            12 rue Turgot, 75009 Paris    |         |        | 2001-01-10 | valuationDate | a date from 1
            12 rue Turgot, 75009 Paris    |         |        | 1999-01-10 | valuationDate | a date, from 2000 to one year from now
            """)
    void saysInEnglishWhatIsExpectedAsPeopleWriteIt(
            String address, String longitude, String latitude, String valuationDate, String field, String expected) {
        // Given
        open("en-GB", 390);

        // When
        askInVain(address, longitude, latitude, valuationDate);

        // Then
        assertThat(browser.find(field + "-error").getText()).startsWith("Expected: " + expected);
    }

    private void askInVain(String address, String longitude, String latitude, String valuationDate) {
        set("address", address);
        set("longitude", longitude);
        set("latitude", latitude);
        set("valuationDate", valuationDate);
        type("livingArea", "43").sendKeys(Keys.ENTER);
        browser.waitFor("problem");
    }

    @Test
    void tellsWhichAddressItTookForOneThatIsOnlyPartlyAMatch() {
        // Given
        open("en-GB", 1280);
        type("address", "12 place Turgot, 75009");
        type("askingPrice", "100 000 000");

        // When
        type("livingArea", "43").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("value");
        assertThat(browser.find("warnings").getText()).contains("only partly a match: “12 RUE TURGOT 75009” was taken");
        assertThat(browser.find("verdict").getText()).contains("more than 99% of such flats");
        assertThat(browser.find("sure").getText()).contains("within 10% of");
    }

    @Test
    void takesAStreetThatIsSuggestedForOneThatWasNotFound() {
        // Given
        open("en-GB", 1280);
        type("address", "12 rue Turbigo, 75009 Paris");
        type("livingArea", "43").sendKeys(Keys.ENTER);
        browser.waitFor("problem");

        // When
        browser.driver()
                .findElement(By.xpath("//button[text()='RUE TURGOT 75009']"))
                .click();

        // Then
        assertThat(browser.find("address").getDomProperty("value")).isEqualTo("12 RUE TURGOT 75009");
        assertThat(focused()).isEqualTo("address");
        browser.find("address").sendKeys(Keys.ENTER);
        browser.waitFor("value");
    }

    @Test
    void keepsTheQuestionInTheAddressBarForAReloadAndForOthers() {
        // Given
        open("en-GB", 1280);
        type("address", "12 rue Turgot, 75009 Paris");
        type("askingPrice", "420 000 €");
        type("livingArea", "43,5").sendKeys(Keys.ENTER);
        browser.waitFor("value");
        var value = browser.find("value").getText();

        // When
        browser.driver().navigate().refresh();

        // Then
        browser.waitFor("value");
        assertThat(browser.find("value").getText()).isEqualTo(value);
        assertThat(browser.find("askingPrice").getDomProperty("value")).isEqualTo("420 000 €");

        // and what somebody else made of it is text in the fields that there are, and no more
        var hostile = "#address=" + "<img+src=x>".repeat(30) + "&livingArea=abc&area=62&elements=1&__proto__=2&%ff";
        browser.driver().executeScript("location.hash = arguments[0]", hostile);
        browser.waitUntil(() -> "abc".equals(browser.find("livingArea").getDomProperty("value")));
        assertThat(browser.find("address").getDomProperty("value"))
                .startsWith("<img src=x>")
                .hasSize(200);
        assertThat(browser.find("askingPrice").getDomProperty("value")).isEmpty();
        assertThat(browser.find("area").getDomProperty("selectedIndex")).isEqualTo("0");
        assertThat(browser.find("livingArea-error").getText()).isEqualTo("A number is expected.");
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
    }

    @Test
    void keepsTheAnswerThatIsReadWhenTheServiceFails() {
        // Given
        open("en-GB", 375);
        type("address", "12 rue Turgot, 75009 Paris");
        type("livingArea", "43").sendKeys(Keys.ENTER);
        browser.waitFor("value");
        browser.driver().executeScript("""
                window.fetch = async () => new Response(
                  JSON.stringify({type: 'urn:toise:problem:too-many-requests', title: 'Slower', status: 429}), {status: 429});
                """);

        // When
        type("rooms", "2").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("problem");
        assertThat(browser.find("problem").getText())
                .startsWith("Too many requests")
                .endsWith("What follows answers the question before.");
        assertThat(browser.find("value").isDisplayed()).isTrue();
        assertThat(focused()).isEqualTo("problem");

        // and both are told in the other language
        browser.switchTo("fr");
        assertThat(browser.find("problem").getText()).startsWith("Trop de demandes");
        assertThat(browser.find("range").getText()).startsWith("Huit fois sur dix");
    }

    @Test
    void asksForAllThatIsNeededAtOnce() {
        // Given
        open("en-GB", 375);
        assertThat(browser.find("rooms").getAccessibleName()).isEqualTo("Main rooms (optional)");

        // When
        submit().click();

        // Then
        assertThat(browser.find("address-error").getText()).isEqualTo("Needed: an address or coordinates.");
        assertThat(browser.find("livingArea-error").getText()).isEqualTo("Needed: the area.");
    }

    @Test
    void leavesTheFocusAndWhatIsTypedAloneWhenTheWindowChanges() {
        // Given
        open("en-GB", 400);
        browser.find("livingArea").sendKeys(Keys.ENTER);
        assertThat(browser.find("address-error").getText()).isEqualTo("Needed: an address or coordinates.");
        assertThat(focused()).isEqualTo("address");
        type("askingPrice", "42");

        // When
        browser.driver().manage().window().setSize(new Dimension(420, 700));
        browser.driver().executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
        browser.driver().switchTo().activeElement().sendKeys("0000");

        // Then
        assertThat(browser.find("askingPrice").getDomProperty("value")).isEqualTo("420000");

        // and its own mistakes are told in the other language
        browser.switchTo("fr");
        assertThat(browser.find("address-error").getText())
                .isEqualTo("À renseigner\u202f: une adresse ou des coordonnées.");
        assertThat(focused()).isNotEqualTo("address");
    }

    @Test
    void goesToAFailureThatIsOfNoField() {
        // Given
        open("en-GB", 375);
        browser.driver().executeScript("window.fetch = () => Promise.reject(new Error('gone'))");
        type("address", "12 rue Turgot, 75009 Paris");

        // When
        type("livingArea", "43").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("problem");
        assertThat(browser.find("problem").getText()).startsWith("The service does not answer.");
        assertThat(focused()).isEqualTo("problem");
        assertThat(browser.find("problem").getRect().getY() - scrolled()).isBetween(0L, 700L);
    }

    @Test
    void showsTheAnswerToTheNewestQuestionAloneAndDoesNotWaitForTheMarket() {
        // Given
        open("en-GB", 1280);
        browser.waitUntil(() -> browser.find("example").isEnabled());
        browser.driver().executeScript("""
                const asks = window.fetch;
                window.fetch = (path, ...more) => {
                  if (path.includes('/markets/')) {
                    return new Promise(later => { window.sendMarket = () => later(asks(path, ...more)); });
                  }
                  if (path.endsWith('/estimates') && !window.sendFirst) {
                    const answer = asks(path, {...more[0], signal: undefined});
                    return new Promise(later => { window.sendFirst = () => later(answer); });
                  }
                  return asks(path, ...more);
                };
                """);
        type("address", "12 rue Turgot, 75009 Paris");
        type("livingArea", "43");
        type("askingPrice", "1,000,000").sendKeys(Keys.ENTER);
        browser.waitUntil(() -> "true".equals(submit().getDomAttribute("aria-disabled")));

        // When
        browser.find("askingPrice").clear();
        type("askingPrice", "€420,000").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("value");
        assertThat(browser.find("verdict").getText()).contains("€420,000");
        assertThat(submit().getDomAttribute("aria-disabled")).isEqualTo("false");
        assertThat(browser.find("market-card").isDisplayed()).isFalse();

        // and when the others come, what somebody may be reading stays as it is
        var comparables = browser.driver().findElement(By.cssSelector("#comparables table"));
        browser.driver().executeScript("sendFirst()");
        browser.driver().executeScript("sendMarket()");
        browser.waitFor("market-card");
        assertThat(browser.find("verdict").getText()).contains("€420,000");
        assertThat(comparables.getTagName()).isEqualTo("table");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fr-FR | 420 000 €   | 420
            fr-FR | 420.000     | 420
            fr-FR | 420000,00   | 420
            en-GB | €420,000    | 420
            en-GB | 1,250,000   | 1,250
            """)
    void readsPricesAsThePageWritesThem(String language, String price, String written) {
        // Given
        open(language, 1280);
        type("address", "12 rue Turgot, 75009 Paris");
        type("askingPrice", price);

        // When
        type("livingArea", "43 m²").sendKeys(Keys.ENTER);

        // Then
        browser.waitFor("value");
        assertThat(browser.find("verdict").getText()).containsPattern(written + "[\\u202f,]000");
    }

    @Test
    void fitsAPhoneAndTriesAnExample() {
        // Given
        open("de-DE", 375);

        // When
        browser.waitUntil(() -> browser.find("example").isEnabled());
        browser.find("example").click();

        // Then
        browser.waitFor("value");
        assertThat(browser.isWiderThanItsWindow()).isFalse();
        assertThat(browser.find("value").getText()).startsWith("€");
        assertThat(browser.find("comparables").getDomProperty("scrollWidth"))
                .isEqualTo(browser.find("comparables").getDomProperty("clientWidth"));

        // and tells as much of a sale as a wide window does
        for (var cell : browser.driver().findElements(By.cssSelector("#comparables tr:first-child > *"))) {
            assertThat(cell.isDisplayed()).isTrue();
        }

        // and with letters twice as large
        browser.driver().executeScript("document.documentElement.style.fontSize = '200%'");
        assertThat(browser.isWiderThanItsWindow()).isFalse();
    }

    @Test
    void showsWhatHasTheFocusInALowWindow() {
        // Given
        open("en-GB", 1280);
        browser.driver().manage().window().setSize(new Dimension(1280, 600));
        type("address", "12 rue Turgot, 75009 Paris");
        type("livingArea", "43").sendKeys(Keys.ENTER);
        browser.waitFor("market-card");
        browser.driver().findElement(By.cssSelector("#question summary")).click();

        for (var last : List.of(browser.find("valuationDate"), submit(), browser.find("example"))) {
            // When
            browser.driver().executeScript("arguments[0].focus()", last);

            // Then
            assertThat((Boolean) browser.driver().executeScript("""
                    const {top, bottom} = arguments[0].getBoundingClientRect();
                    return top >= 0 && bottom <= innerHeight;
                    """, last))
                    .as(last.getAccessibleName())
                    .isTrue();
        }
    }

    private WebElement type(String id, String text) {
        var input = browser.find(id);
        input.sendKeys(text);
        return input;
    }

    /** How a date is typed differs from browser to browser, and what is folded away can't be typed into. */
    private void set(String id, String value) {
        browser.driver().executeScript("document.getElementById(arguments[0]).value = arguments[1] ?? ''", id, value);
    }

    private WebElement submit() {
        return browser.driver().findElement(By.cssSelector("[type=submit]"));
    }

    private String focused() {
        return browser.driver().switchTo().activeElement().getDomAttribute("id");
    }

    private long scrolled() {
        return ((Number) browser.driver().executeScript("return Math.round(scrollY)")).longValue();
    }

    private void open(String language, int width) {
        browser = Browser.open(page.toString(), language, width);
    }
}
