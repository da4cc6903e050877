package fr.toise.predict.batch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.service.problem.ProblemException;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void areHalfForOthersWhateverOneClientDoes() {
        // Given
        var places = new Places(4);
        places.take("10.0.0.1");
        places.take("10.0.0.1");

        // When
        var third = assertThatThrownBy(() -> places.take("10.0.0.1"));

        // Then
        third.isInstanceOf(ProblemException.class).hasMessageContaining("One client may send 2 at a time");
        assertThatCode(() -> places.take("10.0.0.2")).doesNotThrowAnyException();
    }

    @Test
    void areNoMoreThanThereAre() {
        // Given
        var places = new Places(2);
        places.take("10.0.0.1");
        places.take("10.0.0.2");

        // When
        var third = assertThatThrownBy(() -> places.take("10.0.0.3"));

        // Then
        third.isInstanceOf(ProblemException.class).hasMessageContaining("This service answers 2 at a time");
    }

    @Test
    void areFreeAgainWhenABatchHasEnded() {
        // Given
        var places = new Places(1);
        places.take("10.0.0.1");

        // When
        places.leave("10.0.0.1");

        // Then
        assertThatCode(() -> places.take("10.0.0.1")).doesNotThrowAnyException();
    }
}
