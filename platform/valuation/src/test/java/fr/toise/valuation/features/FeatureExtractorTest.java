package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.Flat;
import fr.toise.valuation.MadeUpTown;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

    private static final LocalDate TODAY = LocalDate.of(2022, 3, 1);

    private final SalesHistory history =
            new SalesHistory(MadeUpTown.sales(400, LocalDate.of(2021, 10, 1), LocalDate.of(2022, 2, 28), 1));

    private Flat flat(Integer rooms) {
        var sold = history.sales().get(0).flat();
        return new Flat(sold.place(), sold.longitude(), sold.latitude(), 43.0, null, rooms, 0, 12);
    }

    @Test
    void aFlatWhoseRoomsAreNotKnownIsTakenForOneWithAsManyAsItsSizeHas() {
        // Given
        var extractor = new FeatureExtractor(history);

        // When
        var unknown = extractor.extract(flat(null), TODAY);

        // Then
        assertThat(unknown.flat()).isEqualTo(extractor.extract(flat(2), TODAY).flat());
        assertThat(unknown.flat()).isEqualTo(extractor.extract(flat(0), TODAY).flat());
    }
}
