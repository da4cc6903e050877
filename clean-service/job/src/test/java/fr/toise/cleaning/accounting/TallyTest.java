package fr.toise.cleaning.accounting;

import static fr.toise.cleaning.judging.OfficialLine.candidate;
import static fr.toise.cleaning.judging.OfficialLine.cellar;
import static fr.toise.cleaning.judging.OfficialLine.flat;
import static fr.toise.cleaning.judging.OfficialLine.house;
import static fr.toise.cleaning.judging.OfficialLine.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.cleaning.judging.Field;
import fr.toise.cleaning.judging.OfficialLine;
import fr.toise.cleaning.judging.Sales;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CleaningReport.FileLines;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import fr.toise.contracts.job.DatasetProfile.ValueCount;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.RejectedLines;
import fr.toise.contracts.job.SalesScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final List<String> FILES = List.of("s3://raw/2022.csv", "s3://raw/2023.csv");

    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        for (var rule :
                List.of("other-department", "unreadable-line", "duplicate-line", "house", "land", "repeated-sale")) {
            REASONS.put(rule, "Why " + rule + " takes it.");
        }
    }

    private static final List<String> RULES = List.copyOf(REASONS.keySet());

    private final Tally tally = new Tally();

    private static CleaningArguments arguments() {
        return new CleaningArguments(
                "geo-dvf",
                "s1",
                "v1",
                true,
                FILES.stream()
                        .map(uri -> new LandedFile(uri, 1, "unchecked", "https://files.example/1", null))
                        .toList(),
                "s3://clean/geo-dvf/v1/",
                List.of("snapshot=s1"),
                new SalesScope(List.of("75"), List.of(PropertyType.FLAT)),
                new Thresholds(50_000, 4_000_000, 9, 500, 5_000, 3, 4.5),
                Executors.NONE);
    }

    private CleaningReport report() {
        return tally.report(arguments(), RULES);
    }

    private DatasetProfile profile() {
        return tally.profile(RULES);
    }

    private ColumnProfile column(String name) {
        return profile().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Dropped dropped(Funnel funnel, String rule) {
        return funnel.dropped().stream()
                .filter(each -> each.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static OfficialLine in(String date, OfficialLine line) {
        return line.with(Field.DATE_MUTATION, date);
    }

    private void keep(OfficialLine... lines) {
        tally.kept(candidate(lines));
    }

    private void keep(int number, OfficialLine line) {
        for (int sale = 0; sale < number; sale++) {
            keep(line);
        }
    }

    private static OfficialLine priced(double price) {
        return flat().with(Field.VALEUR_FONCIERE, String.valueOf(price));
    }

    @Test
    void everyLineAndEverySaleIsAccountedFor() {
        // Given
        tally.linesRead(0, 100, 80, 2);
        tally.linesRead(1, 10, 0, 0);
        tally.linesRead(0, 5, 5, 0);
        tally.lineDropped("unreadable-line", 0, new byte[] {'x'});
        tally.lineDropped("unreadable-line", 0, new byte[] {'y'});
        for (int copy = 0; copy < 4; copy++) {
            tally.lineDropped("duplicate-line", flat().line(0));
        }
        tally.saleDropped("house", sale(house(), cellarOfHouse()));
        for (int sale = 0; sale < 3; sale++) {
            tally.candidateDropped("repeated-sale", candidate(flat(), cellar()));
        }
        keep(6, flat());
        keep(flat(), cellar(), cellar().with(Field.LOT1_NUMERO, "32"), cellar().with(Field.LOT1_NUMERO, "33"));

        // When
        var report = report();

        // Then
        assertThat(report.funnel())
                .isEqualTo(new Funnel(
                        85 + 2 + 4 + 2 + 6 + 10,
                        1 + 3 + 7,
                        7,
                        List.of(
                                new Dropped("other-department", 85, 0),
                                new Dropped("unreadable-line", 2, 0),
                                new Dropped("duplicate-line", 4, 0),
                                new Dropped("house", 2, 1),
                                new Dropped("land", 0, 0),
                                new Dropped("repeated-sale", 6, 3))));
        assertThat(report.files())
                .containsExactly(new FileLines(FILES.get(0), 105, 85, 2), new FileLines(FILES.get(1), 10, 0, 0));
    }

    private static OfficialLine cellarOfHouse() {
        return house().with(Field.CODE_TYPE_LOCAL, "3");
    }

    @Test
    void everyYearAndEveryDepartmentHasAFunnelOfItsOwn() {
        // Given
        tally.linesRead(0, 100, 90, 1);
        tally.lineDropped("unreadable-line", 0, new byte[] {'x'});
        tally.lineDropped("duplicate-line", in("2022-03-01", flat()).line());
        tally.saleDropped("land", sale(in("2022-03-01", flat()), in("2022-03-01", cellar())));
        tally.saleDropped("house", sale(in("2023-03-01", house())));
        tally.saleDropped("house", sale(in(null, house())));
        tally.candidateDropped("repeated-sale", candidate(in("2023-03-01", flat())));
        keep(in("2023-03-01", flat()));

        // When
        var profile = profile();

        // Then
        assertThat(profile.funnelByYear()).containsOnlyKeys(2022, 2023);
        assertThat(profile.funnelByYear().get(2022))
                .extracting(Funnel::linesRead, Funnel::salesFound, Funnel::salesKept)
                .containsExactly(3L, 1L, 0L);
        assertThat(profile.funnelByYear().get(2023))
                .extracting(Funnel::linesRead, Funnel::salesFound, Funnel::salesKept)
                .containsExactly(3L, 3L, 1L);
        assertThat(profile.funnelByDepartment()).containsOnlyKeys("22", "75");
        assertThat(profile.funnelByDepartment().get("22").dropped())
                .containsExactly(
                        new Dropped("unreadable-line", 0, 0),
                        new Dropped("duplicate-line", 0, 0),
                        new Dropped("house", 2, 2),
                        new Dropped("land", 0, 0),
                        new Dropped("repeated-sale", 0, 0));
        assertThat(dropped(profile.funnelByDepartment().get("75"), "land")).isEqualTo(new Dropped("land", 2, 1));
        assertThat(profile.funnelByDepartment().get("75"))
                .extracting(Funnel::linesRead, Funnel::salesFound, Funnel::salesKept)
                .containsExactly(5L, 3L, 1L);
        assertThat(dropped(profile.funnelByYear().get(2022), "duplicate-line"))
                .isEqualTo(new Dropped("duplicate-line", 1, 0));
    }

    @Test
    void aLineWhoseYearCanNotBeReadIsOfNoYear() {
        // Given
        for (var date : new String[] {null, "", "2022", "20220301", "202x-03-01"}) {
            tally.lineDropped("duplicate-line", in(date, flat()).line());
        }

        // Then
        assertThat(profile().funnelByYear()).isEmpty();
        assertThat(dropped(report().funnel(), "duplicate-line").lines()).isEqualTo(5);
    }

    @Test
    void whatIsNoCodeOfADepartmentHasNoFunnel() {
        // Given
        for (var code : List.of("75", "2A", "974", "7", "9740", "7x")) {
            keep(flat().with(Field.CODE_DEPARTEMENT, code));
            tally.saleDropped("house", sale(house().with(Field.CODE_DEPARTEMENT, code)));
        }

        // Then
        assertThat(profile().funnelByDepartment()).containsOnlyKeys("75", "2A", "974");
        assertThat(report().funnel().salesKept()).isEqualTo(6);
    }

    @Test
    void saysFromWhenToWhenSalesWereKept() {
        // Given
        keep(in("2022-11-30", flat()));
        keep(in("2021-02-01", flat()));
        keep(in("2022-12-01", flat()));

        // When
        var report = report();

        // Then
        assertThat(report.from()).isEqualTo(LocalDate.of(2021, 2, 1));
        assertThat(report.through()).isEqualTo(LocalDate.of(2022, 12, 1));
        assertThat(report.salesByYear()).containsExactly(Map.entry(2021, 1L), Map.entry(2022, 2L));
        assertThat(profile().salesByMonth())
                .containsExactly(Map.entry("2021-02", 1L), Map.entry("2022-11", 1L), Map.entry("2022-12", 1L));
    }

    @Test
    void aReportOfNoSaleCanBeWritten() throws Exception {
        // When
        var report = report();

        // Then
        assertThat(report.from()).isNull();
        assertThat(report.salesByYear()).isEmpty();
        assertThat(report.idsOverCommunes()).isZero();
        assertThat(json(report) + json(profile())).doesNotContain("NaN", "Infinity");
    }

    @Test
    void measuresHowOftenAnIdSpansCommunes() {
        // Given
        var elsewhere = flat().with(Field.CODE_COMMUNE, "75110").line();
        var disposition = flat().with(Field.NUMERO_DISPOSITION, "000002").line();

        // When
        tally.id(Sales.regroup("1", List.of(flat().line(), elsewhere), List.of()));
        tally.id(Sales.regroup("2", List.of(flat().line(), disposition), List.of()));
        tally.id(Sales.regroup("3", List.of(flat().line()), List.of()));
        tally.id(Sales.regroup("4", List.of(flat().line(), cellar().line()), List.of()));
        tally.id(Sales.regroup("5", List.of(flat().line(), disposition), List.of()));

        // Then
        assertThat(report().idsOverCommunes()).isEqualTo(0.2);
    }

    @Test
    void theMedianPriceIsGoodToATenthOfAPercent() {
        // Given a median that lies at the lower edge of its bin
        keep(501, pricedPerSquareMetre(5_000));
        keep(499, pricedPerSquareMetre(6_000));

        // Then
        assertThat(report().medianPricePerSquareMetre()).isCloseTo(5_000, within(5.0));
    }

    private static OfficialLine pricedPerSquareMetre(double price) {
        return priced(100 * price).with(Field.LOT1_SURFACE_CARREZ, null).with(Field.SURFACE_REELLE_BATI, "100");
    }

    @Test
    void countsPricesByBinsOfFivePercent() {
        // Given
        keep(2, priced(100_000));
        keep(3, priced(200_000));

        // When
        var histogram = column("price").numbers().histogram();

        // Then 1.05^235 = 95,386 and 1.05^236 = 100,194; 1.05^250 = 198,378 and 1.05^251 = 208,297
        assertThat(histogram.counts()).containsExactly(Map.entry(235, 2L), Map.entry(250, 3L));
        assertThat(histogram.unit()).isEqualTo("EUR");
        assertThat(histogram.lowerEdge(235)).isCloseTo(95_386, within(1.0));
    }

    @Test
    void measuresAreThoseOfTheSales() {
        // Given
        for (double price : new double[] {100_000, 200_000, 300_000, 600_000}) {
            keep(priced(price));
        }

        // When
        var numbers = column("price").numbers();

        // Then
        assertThat(numbers.minimum()).isEqualTo(100_000);
        assertThat(numbers.maximum()).isEqualTo(600_000);
        assertThat(numbers.mean()).isEqualTo(300_000);
        assertThat(numbers.standardDeviation()).isCloseTo(Math.sqrt(3.5e10), within(1e-6));
        assertThat(numbers.median()).isCloseTo(200_000, within(10_000.0));
        assertThat(numbers.p5()).isBetween(100_000.0, 105_000.0);
        assertThat(numbers.p25()).isCloseTo(100_000, within(5_000.0));
        assertThat(numbers.p75()).isCloseTo(300_000, within(15_000.0));
        assertThat(numbers.p95()).isCloseTo(600_000, within(30_000.0));
    }

    @Test
    void quantilesAreReadOffWithinABin() {
        // Given 101 sales evenly spread over 2.34 to 2.35°, all in one bin
        for (int sale = 0; sale <= 100; sale++) {
            keep(flat().with(Field.LONGITUDE, String.valueOf(2.340001 + sale * 0.00009998)));
        }

        // When
        var numbers = column("longitude").numbers();

        // Then
        assertThat(numbers.histogram().counts()).hasSize(1);
        assertThat(numbers.p25()).isCloseTo(2.3425, within(0.0001));
        assertThat(numbers.p95()).isCloseTo(2.3495, within(0.0001));
    }

    @Test
    void aQuantileOfACountIsACount() {
        // Given
        keep(2, flat().with(Field.NOMBRE_PIECES_PRINCIPALES, "1"));
        keep(5, flat().with(Field.NOMBRE_PIECES_PRINCIPALES, "2"));
        keep(2, flat().with(Field.NOMBRE_PIECES_PRINCIPALES, "4"));

        // When
        var numbers = column("rooms").numbers();

        // Then
        assertThat(List.of(numbers.p5(), numbers.p25(), numbers.median(), numbers.p75(), numbers.p95()))
                .containsExactly(1.0, 2.0, 2.0, 2.0, 4.0);
        assertThat(numbers.histogram().counts()).containsExactly(Map.entry(1, 2L), Map.entry(2, 5L), Map.entry(4, 2L));
    }

    @Test
    void everyColumnSaysHowManySalesHaveIt() {
        // Given
        keep(3, flat());
        keep(flat().with(Field.NOMBRE_PIECES_PRINCIPALES, null).with(Field.LOT1_SURFACE_CARREZ, null));

        // When
        var columns = profile().columns();

        // Then
        assertThat(columns)
                .extracting(ColumnProfile::name, ColumnProfile::filled, ColumnProfile::missing)
                .contains(
                        tuple("sale_id", 4L, 0L),
                        tuple("street_suffix", 0L, 4L),
                        tuple("carrez_area", 3L, 1L),
                        tuple("rooms", 3L, 1L),
                        tuple("land_area", 0L, 4L));
        assertThat(columns)
                .extracting(ColumnProfile::name)
                .filteredOn(name -> !name.equals("price_per_square_metre"))
                .containsExactly(
                        "sale_id",
                        "sale_date",
                        "type",
                        "price",
                        "department",
                        "commune",
                        "commune_name",
                        "postal_code",
                        "parcel",
                        "street_code",
                        "street_number",
                        "street_suffix",
                        "street_name",
                        "built_area",
                        "carrez_area",
                        "area",
                        "area_source",
                        "rooms",
                        "outbuildings",
                        "land_area",
                        "longitude",
                        "latitude");
    }

    @Test
    void listsTheTenValuesThatOccurMost() {
        // Given
        for (int commune = 1; commune <= 12; commune++) {
            keep(Math.max(1, commune - 2), flat().with(Field.CODE_COMMUNE, "751%02d".formatted(commune)));
        }

        // When
        var top = column("commune").top();

        // Then those of one sale in the order of their names
        assertThat(top)
                .startsWith(new ValueCount("75112", 10), new ValueCount("75111", 9))
                .endsWith(new ValueCount("75104", 2), new ValueCount("75101", 1))
                .hasSize(10);
        assertThat(column("parcel").top()).isNull();
        assertThat(column("price").top()).isNull();
    }

    @Test
    void listsNoValuesWhereThereAreTooMany() {
        // Given
        IntStream.rangeClosed(0, 10_000)
                .forEach(commune -> keep(flat().with(Field.CODE_COMMUNE, String.valueOf(commune))));

        // Then
        assertThat(column("commune").top()).isNull();
        assertThat(column("department").top()).containsExactly(new ValueCount("75", 10_001));
    }

    @Test
    void countsTheSalesOfEachCategory() {
        // Given
        keep(2, flat());
        keep(house());

        // When
        var categories = profile().categories();

        // Then
        assertThat(categories).containsOnlyKeys("type", "department", "commune");
        assertThat(categories.get("type")).containsExactly(Map.entry("FLAT", 2L), Map.entry("HOUSE", 1L));
        assertThat(categories.get("department")).containsExactly(Map.entry("22", 1L), Map.entry("75", 2L));
        assertThat(categories.get("commune")).containsExactly(Map.entry("22213", 1L), Map.entry("75109", 2L));
    }

    @Test
    void correlatesWhatSalesHaveBothOf() {
        // Given rooms that rise with the price, and a sale that does not say them
        keep(priced(100_000).with(Field.NOMBRE_PIECES_PRINCIPALES, "1").with(Field.LATITUDE, "48.83"));
        keep(priced(200_000).with(Field.NOMBRE_PIECES_PRINCIPALES, "2").with(Field.LATITUDE, "48.82"));
        keep(priced(300_000).with(Field.NOMBRE_PIECES_PRINCIPALES, "3").with(Field.LATITUDE, "48.81"));
        keep(priced(900_000).with(Field.NOMBRE_PIECES_PRINCIPALES, null).with(Field.LATITUDE, "48.82"));

        // When
        var correlation = profile().correlation();

        // Then
        assertThat(correlation.columns())
                .containsExactly(
                        "price", "price_per_square_metre", "area", "rooms", "outbuildings", "longitude", "latitude");
        var ofPrice = correlation.coefficients().get(0);
        assertThat(ofPrice.get(0)).isEqualTo(1);
        assertThat(ofPrice.get(1)).isCloseTo(1, within(1e-4));
        assertThat(ofPrice.get(3)).isCloseTo(1, within(1e-4));
        assertThat(ofPrice.get(2)).as("the area never differs").isNull();
        // by hand: -2,000 / sqrt(3.875e11 · 2e-4) with prices' deviations -275, -175, -75 and 525 thousand
        assertThat(ofPrice.get(6)).isCloseTo(-0.2272, within(1e-4));
        assertThat(correlation.coefficients().get(6).get(0)).isEqualTo(ofPrice.get(6));
    }

    @Test
    void drawsCellsOfThreeSalesOrMore() {
        // Given
        keep(2, at(2.3401, 48.8801).with(Field.VALEUR_FONCIERE, "100000"));
        keep(2, at(2.3419, 48.8819).with(Field.VALEUR_FONCIERE, "400000"));
        keep(2, at(2.3421, 48.8801));
        keep(3, at(-1.0001, 48.8801));

        // When
        var map = profile().map();

        // Then
        assertThat(map.cellDegrees()).isEqualTo(0.002);
        assertThat(map.cells())
                .extracting(
                        DatasetProfile.SalesMap.Cell::longitude,
                        DatasetProfile.SalesMap.Cell::latitude,
                        DatasetProfile.SalesMap.Cell::sales)
                .containsExactlyInAnyOrder(tuple(2.341, 48.881, 4L), tuple(-1.001, 48.881, 3L));
        var paris = map.cells().stream()
                .filter(cell -> cell.longitude() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(paris.price()).as("geometric mean").isCloseTo(200_000, within(0.5));
        assertThat(paris.pricePerSquareMetre()).isCloseTo(200_000 / 43.8, within(0.5));
    }

    @Test
    void widensCellsUntilThereAreFewEnough() {
        // Given 61 × 61 cells of 0.002°, three sales in each
        for (int east = 0; east < 61; east++) {
            for (int north = 0; north < 61; north++) {
                keep(3, at(2.3001 + 0.002 * east, 48.8001 + 0.002 * north));
            }
        }

        // When
        var map = profile().map();

        // Then
        assertThat(map.cellDegrees()).isEqualTo(0.004);
        assertThat(map.cells()).hasSize(31 * 31);
        assertThat(map.cells()).extracting(DatasetProfile.SalesMap.Cell::sales).contains(3L, 6L, 12L);
    }

    private static OfficialLine at(double longitude, double latitude) {
        return flat().with(Field.LONGITUDE, String.valueOf(longitude)).with(Field.LATITUDE, String.valueOf(latitude));
    }

    @Test
    void keepsASampleOfWhatARuleDropped() {
        // Given
        for (int sale = 0; sale < 100; sale++) {
            tally.saleDropped("house", sale(house().ofSale("2023-" + sale)));
        }
        tally.lineDropped("duplicate-line", flat().line(1));
        tally.candidateDropped("repeated-sale", candidate(flat()));
        tally.linesRead(0, 100, 100, 0);

        // When
        var rejected = tally.rejected(REASONS, FILES);

        // Then
        assertThat(rejected)
                .extracting(RejectedLines::rule)
                .containsExactly("duplicate-line", "house", "repeated-sale");
        var houses = rejected.get(1);
        assertThat(houses.reason()).isEqualTo("Why house takes it.");
        assertThat(houses.lines()).isEqualTo(100);
        assertThat(houses.samples()).hasSize(20).doesNotHaveDuplicates().allSatisfy(sample -> {
            assertThat(sample.file()).isEqualTo(FILES.get(0));
            assertThat(sample.line()).startsWith("2023-").contains("Plouër-sur-Rance");
        });
        assertThat(rejected.get(0).samples())
                .extracting(RejectedLines.Sample::file, RejectedLines.Sample::line)
                .containsExactly(tuple(FILES.get(1), flat().csv()));
        assertThat(rejected.get(2).samples())
                .extracting(RejectedLines.Sample::file, RejectedLines.Sample::line)
                .containsExactly(tuple(FILES.get(0), flat().csv()));
    }

    @Test
    void showsOfALongLineItsBeginning() {
        // Given
        tally.lineDropped("unreadable-line", 0, "é".repeat(30_000).getBytes(StandardCharsets.UTF_8));

        // When
        var sample = tally.rejected(REASONS, FILES).get(0).samples().get(0);

        // Then
        assertThat(sample.line()).isEqualTo("é".repeat(2_000));
    }

    @Test
    void showsBytesThatAreNoTextAsSuch() {
        // Given
        tally.lineDropped("unreadable-line", 0, "Orléans".getBytes(StandardCharsets.ISO_8859_1));

        // When
        var sample = tally.rejected(REASONS, FILES).get(0).samples().get(0);

        // Then
        assertThat(sample.line()).isEqualTo("Orl\uFFFDans");
    }

    @Test
    void isTheSameHoweverTheWorkIsShared() throws Exception {
        // Given
        var random = new Random(5);
        var events = events(random);
        events.forEach(event -> event.accept(tally));
        var shared = new HashSet<String>();

        // When
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(events, random);
            var tallies = Stream.generate(Tally::new).limit(1 + round).toList();
            events.forEach(event -> event.accept(tallies.get(random.nextInt(tallies.size()))));
            var all = new Tally();
            for (var each : tallies) {
                all = all.merge(sent(each));
            }
            shared.add(everythingOf(all));
        }

        // Then
        assertThat(shared).containsExactly(everythingOf(tally));
    }

    private static String everythingOf(Tally tally) throws IOException {
        return json(tally.report(arguments(), RULES))
                + json(tally.rejected(REASONS, FILES))
                + json(tally.profile(RULES));
    }

    private static List<Consumer<Tally>> events(Random random) {
        var events = new ArrayList<Consumer<Tally>>();
        for (int sale = 0; sale < 400; sale++) {
            var line = random.nextBoolean() ? flat() : house();
            var any = line.ofSale("2023-" + sale)
                    .with(Field.VALEUR_FONCIERE, String.valueOf(100_000 + random.nextInt(90_000_000) / 100.0))
                    .with(Field.NOMBRE_PIECES_PRINCIPALES, random.nextInt(4) == 0 ? null : "3")
                    .with(Field.DATE_MUTATION, "20%d-0%d-11".formatted(19 + random.nextInt(4), 1 + random.nextInt(9)))
                    .with(Field.LATITUDE, String.valueOf(48.8 + random.nextInt(20_000) / 1e6));
            var elsewhere = (random.nextBoolean() ? any : any.with(Field.CODE_COMMUNE, "75110"))
                    .with(Field.LOT1_NUMERO, "7")
                    .line();
            var rule = RULES.get(3 + random.nextInt(3));
            Stream.<Consumer<Tally>>of(
                            tally -> tally.kept(candidate(any)),
                            tally -> tally.candidateDropped(rule, candidate(any)),
                            tally -> tally.saleDropped(rule, sale(any)),
                            tally -> tally.lineDropped("duplicate-line", any.line()),
                            tally -> tally.lineDropped(
                                    "unreadable-line", 1, any.line().bytes()),
                            tally -> tally.linesRead(0, 7, 5, 1),
                            tally -> tally.id(Sales.regroup("1", List.of(any.line(), elsewhere), List.of())))
                    .forEach(events::add);
        }
        return events;
    }

    private static Tally sent(Tally tally) throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(tally);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Tally) in.readObject();
        }
    }

    private static String json(Object document) throws IOException {
        return new ObjectMapper().registerModule(new JavaTimeModule()).writeValueAsString(document);
    }
}
