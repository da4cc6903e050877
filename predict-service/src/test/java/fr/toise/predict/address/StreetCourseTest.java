package fr.toise.predict.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.predict.address.StreetCourse.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreetCourseTest {

    private static final double SIDE = 0.0001;

    /** Every second one on the other side of a street that runs east along a parallel. */
    private static List<Point> houses(int number) {
        var houses = new ArrayList<Point>();
        for (int i = 0; i < number; i++) {
            houses.add(new Point(2.34 + i * 0.0002, 48.88 + (i % 2 == 0 ? SIDE : -SIDE)));
        }
        return houses;
    }

    @Test
    void runsBetweenItsTwoSidesFromEndToEnd() {
        // Given
        var houses = houses(20);

        // When
        var course = StreetCourse.of(houses);

        // Then
        assertThat(course).allSatisfy(point -> assertThat(point.latitude()).isCloseTo(48.88, within(SIDE / 10)));
        assertThat(course.get(0).longitude()).isCloseTo(2.34, within(0.0002));
        assertThat(course.get(course.size() - 1).longitude()).isCloseTo(2.3438, within(0.0002));
    }

    @Test
    void tellsNoHouse() {
        // Given
        var houses = houses(5);

        // When
        var course = StreetCourse.of(houses);

        // Then
        assertThat(course).isNotEmpty().doesNotContainAnyElementsOf(houses);
        assertThat(StreetCourse.of(houses(2))).isEmpty();
    }

    @Test
    void passesByAHouseThatStandsElsewhere() {
        // Given
        var houses = houses(9);
        houses.set(4, new Point(2.36, 48.89));

        // When
        var course = StreetCourse.of(houses);

        // Then
        assertThat(course).hasSize(8).allSatisfy(point -> assertThat(point.latitude())
                .isCloseTo(48.88, within(SIDE)));
    }

    @Test
    void goesRoundACorner() {
        // Given
        var houses = new ArrayList<Point>();
        for (int i = 0; i < 10; i++) {
            houses.add(new Point(2.34 + Math.min(i, 5) * 0.0004, 48.88 + Math.max(0, i - 5) * 0.0004));
        }

        // When
        var course = StreetCourse.of(houses);

        // Then
        assertThat(course.get(0).latitude()).isCloseTo(48.88, within(1e-9));
        assertThat(course.get(9).longitude()).isCloseTo(2.342, within(1e-9));
    }
}
