package fr.toise.predict.address;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBookTest {

    private static final List<Sale> SALES = new ArrayList<>();

    static {
        street("RUE TURGOT", 9, "4", "12", "12B", "14", "31");
        street("BD BARBES", 18, "75", "80");
        street("AV DE SAINT OUEN", 17, "2", "66");
        street("AV DE SAINT OUEN", 18, "1", "67");
        street("RUE DU FBG ST MARTIN", 10, "100");
        street("RUE DU FAUBOURG SAINT HONORE", 8, "100");
        street("RUE SAINT HONORE", 1, "100");
        street("RUE SAINT MARTIN", 3, "100");
        street("RUE SAINT MARTIN", 4, "10");
        street("PL DU GAL KOENIG", 17, "5");
        street("AV DU GENERAL LECLERC", 14, "20");
        street("BD AUGUSTE BLANQUI", 13, "20");
        street("BD DE L HOPITAL", 13, "20");
        street("RUE JEAN-BAPTISTE PIGALLE", 9, "20");
        street("RUE DU QUATRE SEPTEMBRE", 2, "20");
        street("RUE DE CLICHY", 9, "10");
        street("AV DE CLICHY", 17, "10");
        street("BD DE CLICHY", 18, "10");
        street("RUE STE CROIX BRETONNERIE", 4, "10");
        street("RUE DU MONT-THABOR", 1, "10");
        street("QUAI D ANJOU", 4, "10");
        street("RUE DE PARIS", 20, "10");
        street("VLA POISSONNIERE", 18, "3T");
        street("RUE MONGE", 5, "10");
        street("RUE LEPIC", 18, "10");
        street("RUE FRANCOIS 1ER", 8, "24");
        street("AV DE LA PORTE D IVRY", 13, "8");
        street("RUE DU 8 MAI 1945", 10, "2", "20");
        street("PL DU 11 NOVEMBRE", 12, "2");
        street("BD HENRI IV", 4, "12");
        street("AV GEORGE V", 8, "3");
        street("AV ALPHONSE XIII", 16, "5");
    }

    private static final AddressBook BOOK = new AddressBook(SALES);

    private static void street(String name, int arrondissement, String... numbers) {
        for (var number : numbers) {
            SALES.add(sale(name, arrondissement, number));
        }
    }

    private static Sale sale(String street, int arrondissement, String number) {
        var commune = "751%02d".formatted(arrondissement);
        return new Sale(
                street + number,
                LocalDate.of(2023, 1, 5),
                400_000,
                "75",
                commune,
                "Paris %s Arrondissement".formatted(arrondissement == 1 ? "1er" : arrondissement + "e"),
                "750%02d".formatted(arrondissement),
                commune + "000BD" + "%04d".formatted(SALES.size()),
                commune + "-" + Math.abs(street.hashCode() % 10_000),
                Integer.valueOf(number.replaceAll("[^0-9]", "")),
                number.replaceAll("[0-9]", "").isEmpty() ? null : number.replaceAll("[0-9]", ""),
                street,
                43.0,
                43.8,
                43.8,
                1,
                0,
                2.3 + SALES.size() / 1000.0,
                48.8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 rue Turgot, 75009 Paris                 | 12 RUE TURGOT 75009",
                "12 RUE TURGOT 75009                        | 12 RUE TURGOT 75009",
                "12, rue Turgot, Paris 9e                   | 12 RUE TURGOT 75009",
                "12 r. turgot paris 9                       | 12 RUE TURGOT 75009",
                "12 rue Turgot Paris 9ème arrondissement    | 12 RUE TURGOT 75009",
                "12 rue Turgot                              | 12 RUE TURGOT 75009",
                "12 rue Turgot, Paris                       | 12 RUE TURGOT 75009",
                "12 rue Turgot, Paris, France               | 12 RUE TURGOT 75009",
                "12 rue Turgot 9e                           | 12 RUE TURGOT 75009",
                "75 boulevrad Barbès, 75018                 | 75 BD BARBES 75018",
                "24 rue François 1er, 75008 Paris           | 24 RUE FRANCOIS 1ER 75008",
                "24 rue François 1er, Paris 8e              | 24 RUE FRANCOIS 1ER 75008",
                "24 rue François Ier                        | 24 RUE FRANCOIS 1ER 75008",
                "12 boulevard Henri IV, 75004 Paris         | 12 BD HENRI IV 75004",
                "12 boulevard Henri 4, 75004 Paris          | 12 BD HENRI IV 75004",
                "12 bd Henri Quatre, Paris 4e               | 12 BD HENRI IV 75004",
                "3 avenue George 5, 75008 Paris             | 3 AV GEORGE V 75008",
                "5 avenue Alphonse 13, 75016 Paris          | 5 AV ALPHONSE XIII 75016",
                "2 place du 11 novembre, 75012 Paris        | 2 PL DU 11 NOVEMBRE 75012",
                "2 place du 11 novembre 1918, 75012 Paris   | 2 PL DU 11 NOVEMBRE 75012",
                "12 rue Turgot, 75109 Paris                 | 12 RUE TURGOT 75009",
                "Appartement 4, 12 rue Turgot, 75009 Paris  | 12 RUE TURGOT 75009",
                "12 bis rue Turgot, 75009 Paris             | 12 BIS RUE TURGOT 75009",
                "12bis rue Turgot, 75009 Paris              | 12 BIS RUE TURGOT 75009",
                "12 B rue Turgot, 75009 Paris               | 12 BIS RUE TURGOT 75009",
                "3 ter villa Poissonnière, 75018            | 3 TER VLA POISSONNIERE 75018",
                "75 boulevard Barbès, 75018 Paris           | 75 BD BARBES 75018",
                "75 bd. Barbès 75018                        | 75 BD BARBES 75018",
                "66 avenue de Saint-Ouen, 75017 Paris       | 66 AV DE SAINT OUEN 75017",
                "67 av de St Ouen, Paris                    | 67 AV DE SAINT OUEN 75018",
                "100 rue du Faubourg-Saint-Martin, 75010    | 100 RUE DU FBG ST MARTIN 75010",
                "100 fbg st martin 75010                    | 100 RUE DU FBG ST MARTIN 75010",
                "100 rue du fg St Honoré, Paris             | 100 RUE DU FAUBOURG SAINT HONORE 75008",
                "100 rue Saint-Honoré, Paris 1er            | 100 RUE SAINT HONORE 75001",
                "100 rue Saint Martin, Paris                | 100 RUE SAINT MARTIN 75003",
                "5 place du Général Koenig, 75017           | 5 PL DU GAL KOENIG 75017",
                "20 av du Gal Leclerc 75014                 | 20 AV DU GENERAL LECLERC 75014",
                "20 boulevard de l'Hôpital, 75013 Paris     | 20 BD DE L HOPITAL 75013",
                "20 rue Jean Baptiste Pigalle, 75009        | 20 RUE JEAN-BAPTISTE PIGALLE 75009",
                "20 rue du 4 septembre, 75002 Paris         | 20 RUE DU QUATRE SEPTEMBRE 75002",
                "10 rue de Clichy, Paris                    | 10 RUE DE CLICHY 75009",
                "10 avenue de Clichy, Paris                 | 10 AV DE CLICHY 75017",
                "10 boulevard de Clichy, Paris              | 10 BD DE CLICHY 75018",
                "10 rue du Mont Thabor, 75001               | 10 RUE DU MONT-THABOR 75001",
                "10 quai d'Anjou 75004                      | 10 QUAI D ANJOU 75004",
                "10 rue de Paris                            | 10 RUE DE PARIS 75020",
                "10 rue de Paris, Paris 20e                 | 10 RUE DE PARIS 75020",
                "12 rue Turgot, appt 4, 75009 Paris         | 12 RUE TURGOT 75009",
                "12 rue Turgot appt n° 4 75009 Paris        | 12 RUE TURGOT 75009",
                "12 rue Turgot bat A, 75009 Paris           | 12 RUE TURGOT 75009",
                "12 rue Turgot bât. A esc. D porte 4, Paris | 12 RUE TURGOT 75009",
                "12 rue Turgot, esc B, 3e étage, 75009      | 12 RUE TURGOT 75009",
                "12 rue Turgot, étage 3, porte gauche, Paris | 12 RUE TURGOT 75009",
                "12 rue Turgot, BP 123, 75009 Paris         | 12 RUE TURGOT 75009",
                "12 rue Turgot, 75009 Paris, bâtiment A     | 12 RUE TURGOT 75009",
                "Appartement 12 rue Turgot, 75009 Paris     | 12 RUE TURGOT 75009",
                "8 avenue de la Porte d'Ivry, bat B, 75013  | 8 AV DE LA PORTE D IVRY 75013",
                "8 avenue Porte d'Ivry, 75013 Paris         | 8 AV DE LA PORTE D IVRY 75013",
                "12 rue Turgot 75 009 Paris                 | 12 RUE TURGOT 75009",
                "75009 Paris, 12 rue Turgot                 | 12 RUE TURGOT 75009",
                "rue Turgot 12, 75009 Paris                 | 12 RUE TURGOT 75009",
                "rue Turgot, 12bis, 75009 Paris             | 12 BIS RUE TURGOT 75009",
            })
    void findsTheVeryAddress(String typed, String matched) {
        // When
        var found = BOOK.find(typed);

        // Then
        assertThat(found).isPresent();
        assertThat(found.get().address()).isEqualTo(matched);
        assertThat(found.get().confidence()).isBetween(AddressMatch.SURE, 1.0);
        assertThat(found.get().place().parcel()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 rue Turgo, 75009 Paris                  | 12 RUE TURGOT 75009                    | false",
                "12 rue Turgto, 75009 Paris                 | 12 RUE TURGOT 75009                    | false",
                "12 avenue Turgot, 75009 Paris              | 12 RUE TURGOT 75009                    | false",
                "12 rue Turgot, 75010 Paris                 | 12 RUE TURGOT 75009                    | false",
                "rue Turgot, 75009 Paris                    | RUE TURGOT 75009                       | false",
                "rue du 8 mai 1945, 75010 Paris             | RUE DU 8 MAI 1945 75010                | false",
                "rue du huit mai 1945, 75010 Paris          | RUE DU 8 MAI 1945 75010                | false",
                "6 rue Turgot, 75009 Paris                  | 4 RUE TURGOT 75009                     | true",
                "20 bd Blanqui, 75013                       | 20 BD AUGUSTE BLANQUI 75013            | false",
                "20 avenue Leclerc, 75014                   | 20 AV DU GENERAL LECLERC 75014         | false",
                "20 rue Pigalle, Paris                      | 20 RUE JEAN-BAPTISTE PIGALLE 75009     | false",
                "10 rue Sainte-Croix-de-la-Bretonnerie      | 10 RUE STE CROIX BRETONNERIE 75004     | true",
                "10 rue Le Pic, Paris 18                    | 10 RUE LEPIC 75018                     | true",
            })
    void findsALikeAddressAndSaysHowSureThatIs(String typed, String matched, boolean sure) {
        // When
        var found = BOOK.find(typed);

        // Then
        assertThat(found).isPresent();
        assertThat(found.get().address()).isEqualTo(matched);
        assertThat(found.get().confidence()).isBetween(0.5, 1.0);
        assertThat(found.get().confidence() >= AddressMatch.SURE).isEqualTo(sure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 rue Xyzzy, 75009 Paris",
                "12 rue Turgot, 69001 Lyon",
                "12 rue Turgot, Lyon",
                "10 rue Mongolfier, Lyon",
                "10 rue de la République",
                "Paris",
                "75009 Paris",
                "69001 Lyon, 12 rue Turgot",
                "12",
                "...",
                ",",
                "12 12 12",
                "🏠🏠🏠",
            })
    void findsNothingWhereNothingIsMeant(String typed) {
        // When
        var found = BOOK.find(typed);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void isSurerOfANumberThanOfAStreet() {
        // When
        var exact = BOOK.find("12 rue Turgot, 75009 Paris").orElseThrow();
        var near = BOOK.find("10 rue Turgot, 75009 Paris").orElseThrow();
        var nearBy = BOOK.find("26 rue Turgot, 75009 Paris").orElseThrow();
        var far = BOOK.find("90 rue Turgot, 75009 Paris").orElseThrow();
        var street = BOOK.find("rue Turgot, 75009 Paris").orElseThrow();
        var misspelt = BOOK.find("12 rue Turgo, 75009 Paris").orElseThrow();

        // Then
        assertThat(exact.confidence()).isEqualTo(1);
        assertThat(near.address()).isEqualTo("12 RUE TURGOT 75009");
        assertThat(near.confidence()).isLessThan(exact.confidence()).isGreaterThan(nearBy.confidence());
        assertThat(nearBy.address()).isEqualTo("14 RUE TURGOT 75009");
        assertThat(nearBy.confidence()).isGreaterThan(far.confidence());
        assertThat(street.confidence()).isLessThan(near.confidence());
        assertThat(misspelt.confidence()).isLessThan(AddressMatch.SURE);
    }

    @Test
    void staysOnTheSameSideOfTheStreet() {
        // When
        var odd = BOOK.find("13 rue Turgot, 75009 Paris").orElseThrow();

        // Then
        assertThat(odd.address()).isEqualTo("31 RUE TURGOT 75009");
    }

    @Test
    void doesNotClaimTheBuildingOfANeighbour() {
        // When
        var near = BOOK.find("10 rue Turgot, 75009 Paris").orElseThrow();

        // Then
        assertThat(near.place().parcel()).isNull();
        assertThat(near.place().street()).isNotNull();
        assertThat(near.streetNumber()).isEqualTo(10);
    }

    @Test
    void isLessSureWhereTwoStreetsAreAsGood() {
        // When
        var ambiguous = BOOK.find("rue Saint Martin, Paris").orElseThrow();

        // Then
        assertThat(ambiguous.confidence()).isLessThan(0.6);
    }

    @Test
    void suggestsTheClosestStreets() {
        // When
        var suggestions = BOOK.suggestions("12 rue Turbigo, 75009 Paris");

        // Then
        assertThat(suggestions).contains("RUE TURGOT 75009").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void writesAnAddressThatItFindsAgain() {
        // When
        var found = SALES.stream().map(AddressBook::written).map(BOOK::find);

        // Then
        assertThat(found).allSatisfy(match -> assertThat(match.orElseThrow().confidence())
                .isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 rue tur             | 12 RUE TURGOT, 75009 Paris",
                "turgot                 | RUE TURGOT, 75009 Paris",
                "12 r. tur              | 12 RUE TURGOT, 75009 Paris",
                "12bis rue Turgot       | 12 B RUE TURGOT, 75009 Paris",
                "rue trugot             | RUE TURGOT, 75009 Paris",
                "12 rue Tourgot         | 12 RUE TURGOT, 75009 Paris",
                "rue turgot 750         | RUE TURGOT, 75009 Paris",
                "rue turgot, par        | RUE TURGOT, 75009 Paris",
                "bd barb                | BD BARBES, 75018 Paris",
                "boulevard barbès       | BD BARBES, 75018 Paris",
                "boulvard barbes        | BD BARBES, 75018 Paris",
                "av st ouen 75018       | AV DE SAINT OUEN, 75018 Paris",
                "avenue de saint-ouen paris 17e | AV DE SAINT OUEN, 75017 Paris",
                "auguste blan           | BD AUGUSTE BLANQUI, 75013 Paris",
                "20 bd de l'hop         | 20 BD DE L HOPITAL, 75013 Paris",
                "rue du fbg st mar      | RUE DU FBG ST MARTIN, 75010 Paris",
                "faubourg saint hon     | RUE DU FAUBOURG SAINT HONORE, 75008 Paris",
                "rue du 4 sept          | RUE DU QUATRE SEPTEMBRE, 75002 Paris",
                "genral leclerc         | AV DU GENERAL LECLERC, 75014 Paris",
                "bd de clichy           | BD DE CLICHY, 75018 Paris",
                "clichy 75009           | RUE DE CLICHY, 75009 Paris",
                "croix bretonerie       | RUE STE CROIX BRETONNERIE, 75004 Paris",
                "francois 1er           | RUE FRANCOIS 1ER, 75008 Paris",
            })
    void suggestsWhileOneTypes(String typed, String first) {
        // When
        var suggestions = BOOK.suggest(typed, 5);

        // Then
        assertThat(suggestions).extracting(Suggestion::address).startsWith(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "  ", "xqzw", "12 rue xqzwkj", "...", "75009", "\uD83C\uDFE0", "de la"})
    void suggestsNothingWhereNothingIsLikeIt(String typed) {
        // When
        var suggestions = BOOK.suggest(typed, 5);

        // Then
        assertThat(suggestions).isEmpty();
    }

    @Test
    void suggestsNoMoreThanWasAskedFor() {
        // When
        var suggestions = BOOK.suggest("clichy", 2);

        // Then
        assertThat(suggestions).hasSize(2);
    }

    @Test
    void findsWhatItSuggested() {
        // Given
        var streets = SALES.stream().map(Sale::streetName).distinct().toList();

        // When
        var suggestions = streets.stream()
                .flatMap(street -> BOOK.suggest("10 " + street, 3).stream())
                .toList();

        // Then
        assertThat(suggestions).hasSizeGreaterThan(streets.size()).allSatisfy(suggestion -> assertThat(
                        BOOK.find(suggestion.address()))
                .hasValueSatisfying(match ->
                        assertThat(match.address()).endsWith(suggestion.street() + " " + suggestion.postalCode())));
    }
}
