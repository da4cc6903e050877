package fr.toise.predict.live;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.predict.bundle.Neighbourhood;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {

    private final Drift drift = new Drift(Neighbourhood.sales());

    @Test
    void isSmallWhereOneAsksAboutSuchFlatsAsWereSold() {
        // Given
        var sales = Neighbourhood.sales();
        var random = new Random(1);

        // When
        for (int i = 0; i < 2_000; i++) {
            var sale = sales.get(random.nextInt(sales.size()));
            drift.asked(sale.area(), sale.commune());
        }

        // Then
        assertThat(drift.ofAreas()).isLessThan(.05);
        assertThat(drift.ofCommunes()).isLessThan(.05);
    }

    @Test
    void isLargeWhereOneAsksAboutOthers() {
        // When
        for (int i = 0; i < 2_000; i++) {
            drift.asked(150, "75116");
        }

        // Then
        assertThat(drift.ofAreas()).isGreaterThan(1);
        assertThat(drift.ofCommunes()).isGreaterThan(1);
    }

    @Test
    void forgetsWhatWasAskedLongAgo() {
        // Given
        for (int i = 0; i < 2_000; i++) {
            drift.asked(150, "75116");
        }

        // When
        var sales = Neighbourhood.sales();
        for (int i = 0; i < 2_000; i++) {
            var sale = sales.get(i % sales.size());
            drift.asked(sale.area(), sale.commune());
        }

        // Then
        assertThat(drift.ofAreas()).isLessThan(.05);
    }

    @Test
    void saysNothingOfAFew() {
        // When
        drift.asked(150, "75116");

        // Then
        assertThat(drift.ofAreas()).isNaN();
        assertThat(drift.ofCommunes()).isNaN();
    }
}
