package fr.toise.valuation.sales;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.MadeUpTown;
import java.time.LocalDate;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class SaleTest {

    private static Sale sale(Double builtArea, Double carrezArea, double area) {
        var changes = new HashMap<String, Object>();
        changes.put("builtArea", builtArea);
        changes.put("carrezArea", carrezArea);
        changes.put("area", area);
        var day = LocalDate.of(2023, 1, 5);
        return MadeUpTown.with(MadeUpTown.sales(1, day, day, 1).get(0), changes);
    }

    @Test
    void aFlatHasTheAreaThatItsPriceIsPer() {
        assertThat(sale(40.0, 41.5, 41.5).flat().area()).isEqualTo(41.5);
        assertThat(sale(40.0, null, 40).flat().area()).isEqualTo(40);
        assertThat(sale(null, 41.5, 41.5).flat().area()).isEqualTo(41.5);
    }

    @Test
    void aLegalAreaThatCleaningDidNotBelieveIsNotKnownOfTheFlat() {
        // When
        var flat = sale(40.0, 400.0, 40).flat();

        // Then
        assertThat(flat.area()).isEqualTo(40);
        assertThat(flat.carrezArea()).isNull();
    }

    @Test
    void keepsBothAreasWhereBothAreKnown() {
        // When
        var flat = sale(40.0, 41.5, 41.5).flat();

        // Then
        assertThat(flat.livingArea()).isEqualTo(40);
        assertThat(flat.carrezArea()).isEqualTo(41.5);
    }
}
