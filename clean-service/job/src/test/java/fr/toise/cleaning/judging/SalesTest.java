package fr.toise.cleaning.judging;

import static fr.toise.cleaning.judging.OfficialLine.candidate;
import static fr.toise.cleaning.judging.OfficialLine.cellar;
import static fr.toise.cleaning.judging.OfficialLine.flat;
import static fr.toise.cleaning.judging.OfficialLine.garden;
import static fr.toise.cleaning.judging.OfficialLine.house;
import static fr.toise.cleaning.judging.OfficialLine.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.toise.contracts.job.PropertyType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SalesTest {

    private static List<Sale> regroup(OfficialLine... lines) {
        return Sales.regroup(
                "2023-543617", Stream.of(lines).map(OfficialLine::line).toList(), List.of());
    }

    @Test
    void tellsTheCommunesOfAnIdApart() {
        // Given
        var elsewhere = flat().with(Field.CODE_COMMUNE, "75110").with(Field.ID_PARCELLE, "75110000AC0001");

        // When
        var sales = regroup(flat(), elsewhere, cellar(), elsewhere.with(Field.LOT1_NUMERO, "3"));

        // Then
        assertThat(sales)
                .extracting(Sale::commune, sale -> sale.lines().size(), Sale::flats)
                .containsExactlyInAnyOrder(tuple("75109", 2, 1), tuple("75110", 2, 2));
    }

    @Test
    void tellsStrangersUnderOneIdApartByWhatTheyDoNotShare() {
        // When
        var sales = regroup(
                flat(),
                flat().with(Field.NUMERO_DISPOSITION, "000002"),
                flat().with(Field.DATE_MUTATION, "2023-01-06"),
                flat().with(Field.NATURE_MUTATION, "Adjudication"),
                flat().with(Field.VALEUR_FONCIERE, "400001"));

        // Then
        assertThat(sales).hasSize(5).allSatisfy(sale -> assertThat(sale.flats()).isEqualTo(1));
    }

    @Test
    void holdsTogetherWhatSaysTheSamePriceInOtherWords() {
        // When
        var sales = regroup(flat(), cellar().with(Field.VALEUR_FONCIERE, "400000,00"));

        // Then
        assertThat(sales).extracting(sale -> sale.lines().size()).containsExactly(2);
    }

    @Test
    void holdsTogetherLinesWithoutAPrice() {
        // When
        var sales = regroup(flat().with(Field.VALEUR_FONCIERE, null), cellar().with(Field.VALEUR_FONCIERE, null));

        // Then
        assertThat(sales).extracting(sale -> sale.lines().size()).containsExactly(2);
    }

    @Test
    void aSaleIsIncompleteWithoutALineOfItsIdAndDayAndPrice() {
        // Given
        var lines = List.of(
                flat().line(),
                flat().with(Field.VALEUR_FONCIERE, "500000").line(),
                flat().with(Field.DATE_MUTATION, "2023-01-06").line());
        var missed = cellar().with(Field.CODE_COMMUNE, null).with(Field.VALEUR_FONCIERE, "400000,00");

        // When
        var sales = Sales.regroup("2023-543617", lines, List.of(missed.line()));

        // Then
        assertThat(sales)
                .extracting(Sale::price, Sale::incomplete)
                .containsExactlyInAnyOrder(tuple(400_000.0, true), tuple(500_000.0, false), tuple(400_000.0, false));
    }

    @Test
    void twoEqualFlatsAreTwoWhereTheLotsDiffer() {
        assertThat(sale(flat(), flat().with(Field.LOT1_NUMERO, "151")).flats()).isEqualTo(2);
    }

    @Test
    void aFlatThatIsListedOnceForEachKindOfLandIsOne() {
        assertThat(sale(flat().with(Field.CODE_NATURE_CULTURE, "S"), flat().with(Field.CODE_NATURE_CULTURE, "J"))
                        .flats())
                .isEqualTo(1);
    }

    @Test
    void countsDistinctOutbuildings() {
        // When
        var sold = candidate(
                flat(),
                cellar(),
                cellar().with(Field.CODE_NATURE_CULTURE, "S"),
                cellar().with(Field.LOT1_NUMERO, "32"));

        // Then
        assertThat(sold.outbuildings()).isEqualTo(2);
        assertThat(sold.lines()).isEqualTo(4);
    }

    @Test
    void saysOfAFlatWhatTheLineSays() {
        // When
        var sold = candidate(flat().with(Field.ADRESSE_SUFFIXE, "B"), cellar());

        // Then
        assertThat(sold.idMutation()).isEqualTo("2023-543617");
        assertThat(sold.date()).isEqualTo(LocalDate.of(2023, 1, 5));
        assertThat(sold.type()).isEqualTo(PropertyType.FLAT);
        assertThat(sold.price()).isEqualTo(400_000);
        assertThat(sold.department()).isEqualTo("75");
        assertThat(sold.commune()).isEqualTo("75109");
        assertThat(sold.communeName()).isEqualTo("Paris 9e Arrondissement");
        assertThat(sold.postalCode()).isEqualTo("75009");
        assertThat(sold.parcel()).isEqualTo("75109000BD0036");
        assertThat(sold.streetCode()).isEqualTo("751099508");
        assertThat(sold.streetNumber()).isEqualTo(12);
        assertThat(sold.streetSuffix()).isEqualTo("B");
        assertThat(sold.streetName()).isEqualTo("RUE TURGOT");
        assertThat(sold.builtArea()).isEqualTo(43);
        assertThat(sold.carrezArea()).isEqualTo(43.8);
        assertThat(sold.area()).isEqualTo(43.8);
        assertThat(sold.rooms()).isEqualTo(2);
        assertThat(sold.landArea()).isNaN();
        assertThat(sold.longitude()).isEqualTo(2.345859);
        assertThat(sold.latitude()).isEqualTo(48.880564);
        assertThat(sold.pricePerSquareMetre()).isEqualTo(400_000 / 43.8);
    }

    @Test
    void leavesOpenWhatTheLineDoesNotSay() {
        // When
        var sold = candidate(flat().with(Field.ADRESSE_NUMERO, null)
                .with(Field.ADRESSE_CODE_VOIE, null)
                .with(Field.NOMBRE_PIECES_PRINCIPALES, "0")
                .with(Field.LOT1_SURFACE_CARREZ, null));

        // Then
        assertThat(sold.streetNumber()).isEqualTo(-1);
        assertThat(sold.streetCode()).isNull();
        assertThat(sold.rooms()).isEqualTo(-1);
        assertThat(sold.carrezArea()).isNaN();
    }

    @Test
    void fillsUpTheCodeOfAStreet() {
        assertThat(candidate(flat().with(Field.ADRESSE_CODE_VOIE, "42")).streetCode())
                .isEqualTo("751090042");
    }

    @Test
    void addsUpTheCarrezAreasOfTheLots() {
        // When
        var sold = candidate(flat().with(Field.LOT1_SURFACE_CARREZ, "10,1")
                .with(Field.LOT5_NUMERO, "151")
                .with(Field.LOT5_SURFACE_CARREZ, "20.2"));

        // Then
        assertThat(sold.carrezArea()).isEqualTo(30.3);
        assertThat(sold.area()).isEqualTo(30.3);
        assertThat(sold.isCarrez()).isTrue();
    }

    @Test
    void takesTheBuiltAreaWhereTheCarrezAreaIsNotCredible() {
        assertThat(Stream.of("10.74", "172.01").map(area -> candidate(flat().with(Field.LOT1_SURFACE_CARREZ, area))))
                .allSatisfy(sold -> {
                    assertThat(sold.area()).isEqualTo(43);
                    assertThat(sold.carrezArea()).isNaN();
                    assertThat(sold.isCarrez()).isFalse();
                });
    }

    @Test
    void takesTheCarrezAreaUpToTheEdgesOfWhatIsCredible() {
        assertThat(Stream.of("10.75", "172").map(area -> candidate(flat().with(Field.LOT1_SURFACE_CARREZ, area))))
                .extracting(Candidate::area)
                .containsExactly(10.75, 172.0);
    }

    @Test
    void takesTheCarrezAreaWhereThereIsNoBuiltArea() {
        // When
        var sold = candidate(flat().with(Field.SURFACE_REELLE_BATI, null));

        // Then
        assertThat(sold.area()).isEqualTo(43.8);
        assertThat(sold.builtArea()).isNaN();
        assertThat(sold.isCarrez()).isTrue();
    }

    @Test
    void addsUpTheLandOfAHouseOncePerPiece() {
        // Given
        var lawn = house().with(Field.CODE_TYPE_LOCAL, null).with(Field.CODE_NATURE_CULTURE, "J");

        // When
        var sold = candidate(
                house(),
                // the ground under it again, with the shed
                house().with(Field.CODE_TYPE_LOCAL, "3"),
                lawn.with(Field.SURFACE_TERRAIN, "300"),
                lawn.with(Field.SURFACE_TERRAIN, "80"),
                lawn.with(Field.SURFACE_TERRAIN, "80").with(Field.CODE_NATURE_CULTURE_SPECIALE, "POTAG"),
                lawn.with(Field.SURFACE_TERRAIN, "80").with(Field.ID_PARCELLE, "222130000D1795"));

        // Then
        assertThat(sold.type()).isEqualTo(PropertyType.HOUSE);
        assertThat(sold.landArea()).isEqualTo(521 + 300 + 80 + 80 + 80);
    }

    @Test
    void landOfAFlatIsNotCounted() {
        assertThat(candidate(flat().with(Field.CODE_NATURE_CULTURE, "S").with(Field.SURFACE_TERRAIN, "310"))
                        .landArea())
                .isNaN();
    }

    @Test
    void landAloneIsLandAndWithoutAKindItIsUnknown() {
        // When
        var land = sale(garden());
        var unknown = sale(garden().with(Field.CODE_NATURE_CULTURE, null));

        // Then
        assertThat(land.lands()).isEqualTo(1);
        assertThat(land.unknowns()).isZero();
        assertThat(unknown.lands()).isZero();
        assertThat(unknown.unknowns()).isEqualTo(1);
    }

    @Test
    void anIdOfOursIsTheSameInEveryRelease() {
        // Given
        var again = flat().ofSale("2023-1")
                .with(Field.ADRESSE_NOM_VOIE, "R TURGOT")
                .with(Field.NOMBRE_PIECES_PRINCIPALES, "2");

        // Then
        assertThat(candidate(again).id())
                .matches("[0-9a-f]{16}")
                .isEqualTo(candidate(flat()).id());
    }

    @Test
    void anIdOfOursTellsFlatsSalesAndPlacesApart() {
        // Given
        var others = Stream.of(
                flat().with(Field.DATE_MUTATION, "2023-01-06"),
                flat().with(Field.VALEUR_FONCIERE, "400000.01"),
                flat().with(Field.CODE_COMMUNE, "75110"),
                flat().with(Field.ID_PARCELLE, "75109000BD0037"),
                flat().with(Field.NUMERO_VOLUME, "1"),
                flat().with(Field.LOT1_NUMERO, "151"),
                // the same words in another field
                flat().with(Field.LOT1_NUMERO, null).with(Field.LOT2_NUMERO, "150"),
                flat().with(Field.LOT3_NUMERO, "150"),
                flat().with(Field.LOT4_NUMERO, "150"),
                flat().with(Field.LOT5_NUMERO, "150"),
                flat().with(Field.SURFACE_REELLE_BATI, "44"),
                flat().with(Field.LOT1_SURFACE_CARREZ, "43.9"),
                flat().with(Field.NOMBRE_PIECES_PRINCIPALES, "3"));

        // When
        var ids = new HashSet<String>();
        others.forEach(line -> ids.add(candidate(line).id()));
        ids.add(candidate(flat()).id());

        // Then
        assertThat(ids).hasSize(14);
    }

    @Test
    void makesTheSameOfTheLinesInWhateverOrderTheyCome() {
        // Given
        var random = new Random(11);
        var lines = new ArrayList<Line>();
        for (var number : List.of("12", "8", "10")) {
            for (var name : List.of("Paris 9e Arrondissement", "PARIS 09")) {
                for (var department : List.of("75", "92")) {
                    lines.add(flat().with(Field.ADRESSE_NUMERO, number)
                            .with(Field.NOM_COMMUNE, name)
                            .with(Field.CODE_DEPARTEMENT, department)
                            .line());
                }
            }
        }

        // When
        var made = new HashSet<List<Object>>();
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(lines, random);
            var sale = Sales.regroup("2023-543617", lines, List.of()).get(0);
            var sold = Candidate.of(sale);
            made.add(List.of(
                    sale.department(),
                    sold.department(),
                    sold.communeName(),
                    sold.streetNumber(),
                    new String(sold.line())));
        }

        // Then
        assertThat(made).hasSize(1);
    }

    @Test
    void describesAFlatByTheFirstOfItsLines() {
        // Given the order of the fields of a place: the commune's name comes before the house number
        var line = flat().with(Field.NOM_COMMUNE, "PARIS 09").with(Field.ADRESSE_NUMERO, "14");

        // When
        var sold = candidate(flat(), line);

        // Then
        assertThat(sold.communeName()).isEqualTo("PARIS 09");
        assertThat(sold.streetNumber()).isEqualTo(14);
    }
}
