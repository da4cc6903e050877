package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanSalesTest {

    @TempDir
    private Path folder;

    private Landing landing;

    @BeforeEach
    void land() {
        landing = new Landing(folder);
    }

    private List<Row> sales(Line... lines) {
        var judged = CleaningJob.judgedSales(
                LocalSpark.session(), landing.file("sales.csv", lines).of("75"));
        return CleanSales.of(judged).collectAsList();
    }

    @Test
    void saysOfASaleWhatTrainingAndServingAgreedOn() {
        // When
        var sale =
                sales(Line.flat().with("adresse_suffixe", "B"), Line.cellar()).get(0);

        // Then
        assertThat(sale.schema().simpleString())
                .isEqualTo("struct<sale_id:string,sale_date:date,price:double,department:string,commune:string,"
                        + "commune_name:string,postal_code:string,parcel:string,street_code:string,street_number:int,"
                        + "street_suffix:string,street_name:string,built_area:double,carrez_area:double,area:double,"
                        + "rooms:int,outbuildings:int,longitude:double,latitude:double>");
        assertThat(sale.getString(0)).matches("[0-9a-f]{16}");
        assertThat(sale.mkString("|").substring(17))
                .isEqualTo("2023-01-05|400000.0|75|75109|Paris 9e Arrondissement|75009|75109000BD0036|751099508|12|B|"
                        + "RUE TURGOT|43.0|43.8|43.8|2|1|2.345859|48.880564");
    }

    @Test
    void leavesOpenWhatTheSourceDoesNotSay() {
        // When
        var sale = sales(Line.flat()
                        .with("adresse_numero", "")
                        .with("adresse_code_voie", "")
                        .with("nombre_pieces_principales", "0")
                        .with("lot1_surface_carrez", ""))
                .get(0);

        // Then
        assertThat(List.of("street_code", "street_number", "street_suffix", "carrez_area", "rooms"))
                .allSatisfy(column ->
                        assertThat(sale.isNullAt(sale.fieldIndex(column))).isTrue());
    }

    @Test
    void addsUpTheCarrezAreasOfTheLots() {
        // When
        var sale = sales(Line.flat()
                        .with("lot1_surface_carrez", "12.1")
                        .with("lot2_numero", "151")
                        .with("lot2_surface_carrez", "30.2"))
                .get(0);

        // Then
        assertThat(sale.<Double>getAs("carrez_area")).isEqualTo(42.3);
        assertThat(sale.<Double>getAs("area")).isEqualTo(42.3);
    }

    @Test
    void takesTheBuiltAreaWhereTheCarrezAreaIsNotCredible() {
        // When
        var sale = sales(Line.flat().with("lot1_surface_carrez", "4.38")).get(0);

        // Then
        assertThat(sale.<Double>getAs("carrez_area")).isNull();
        assertThat(sale.<Double>getAs("area")).isEqualTo(43.0);
    }

    @Test
    void takesTheCarrezAreaWhereTheBuiltAreaIsNotKnown() {
        // When
        var sale = sales(Line.flat().with("surface_reelle_bati", "")).get(0);

        // Then
        assertThat(sale.<Double>getAs("area")).isEqualTo(43.8);
    }

    @Test
    void ordersSalesByDateAndOurOwnId() {
        // When
        var sales = sales(
                Line.flat().ofSale("2023-1").with("date_mutation", "2023-02-01"),
                Line.flat().ofSale("2023-2").with("lot1_numero", "7"),
                Line.flat().ofSale("2023-3").with("lot1_numero", "8"));

        // Then
        assertThat(sales)
                .extracting(sale -> sale.<Date>getAs("sale_date").toString() + sale.getAs("sale_id"))
                .hasSize(3)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aNewReleaseGivesASaleTheSameId() {
        // Given
        var before = Line.flat().ofSale("2023-543617").with("valeur_fonciere", "400000");
        var after = Line.flat()
                .ofSale("2023-777001")
                .with("valeur_fonciere", "400000.0")
                .with("nom_commune", "PARIS 09");

        // When
        var ids = List.of(sales(before).get(0).getString(0), sales(after).get(0).getString(0));

        // Then
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
    }

    @Test
    void keepsTheDepartmentsThatWereAskedFor() {
        // Given
        var lyon = Line.flat()
                .ofSale("2023-9")
                .with("code_departement", "69")
                .with("code_commune", "69381")
                .with("id_parcelle", "69381000AB0001");
        landing.file("2023.csv", Line.flat(), lyon, lyon, lyon.with("code_departement", ""));

        // When
        var report = Account.of(CleaningJob.judgedSales(LocalSpark.session(), landing.of("75")), landing.of("75"));

        // Then
        assertThat(report.funnel().linesRead()).isEqualTo(4);
        assertThat(report.funnel().salesFound()).isEqualTo(1);
        assertThat(report.funnel().salesKept()).isEqualTo(1);
        assertThat(report.funnel().dropped())
                .filteredOn(dropped -> dropped.lines() > 0)
                .extracting(dropped -> dropped.rule() + " " + dropped.lines() + " " + dropped.sales())
                .containsExactly("unreadable-line 1 0", "other-department 2 0");
    }

    @Test
    void keepsTheWholeCountryWhenNoDepartmentIsAskedFor() {
        // Given
        var lyon = Line.flat()
                .ofSale("2023-9")
                .with("code_departement", "69")
                .with("code_commune", "69381")
                .with("id_parcelle", "69381000AB0001");
        landing.file("2023.csv", Line.flat(), lyon, lyon);

        // When
        var report = Account.of(CleaningJob.judgedSales(LocalSpark.session(), landing.of()), landing.of());

        // Then
        assertThat(report.funnel().salesKept()).isEqualTo(2);
        assertThat(report.funnel().dropped())
                .filteredOn(dropped -> dropped.lines() > 0)
                .extracting(dropped -> dropped.rule() + " " + dropped.lines() + " " + dropped.sales())
                .containsExactly("duplicate-line 1 0");
    }
}
