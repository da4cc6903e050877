package fr.toise.page.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a window; where there is none, the test that opens it is skipped. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser open(String url, String language, int width) {
        var chromium = onPath("chromium", "chromium-browser", "google-chrome");
        var program = onPath("chromedriver");
        requireOrSkip(
                chromium.isPresent() && program.isPresent(),
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
                .usingDriverExecutable(program.get().toFile())
                .withEnvironment(Map.of("LANGUAGE", language.substring(0, 2)))
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(width, 900));
        driver.get(url);
        return new Browser(driver);
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

    public ChromeDriver driver() {
        return driver;
    }

    public WebElement find(String id) {
        return driver.findElement(By.id(id));
    }

    /** @param table id of a table, or of what is around it */
    public List<String> rows(String table) {
        return driver.findElements(By.cssSelector("#" + table + " tbody tr")).stream()
                .map(WebElement::getText)
                .toList();
    }

    public void waitFor(String id) {
        waitUntil(() -> find(id).isDisplayed());
    }

    /** The library of the charts comes last. */
    public void waitForCharts(String id) {
        waitFor(id);
        waitUntil(() -> driver.findElements(By.className("chart")).stream()
                .filter(WebElement::isDisplayed)
                .allMatch(chart -> !chart.findElements(By.tagName("canvas")).isEmpty()));
    }

    public void waitUntil(BooleanSupplier ready) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(anything -> ready.getAsBoolean());
    }

    /** @param scheme light or dark */
    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    public void switchTo(String language) {
        driver.findElement(By.cssSelector("[data-language=%s]".formatted(language)))
                .click();
    }

    /** What axe finds. */
    public List<String> violations() {
        return new AxeBuilder()
                .setLegacyMode(true).analyze(driver).getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList();
    }

    /** What stands on the console. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    public boolean isWiderThanItsWindow() {
        return (Boolean) driver.executeScript("return document.documentElement.scrollWidth > window.innerWidth");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
