package fr.toise.predict.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    void hasPointsAtEqualStepsHoweverTheHousesStand() {
        // Given
        var houses = Stream.of(0, 1, 2, 3, 4, 5, 11, 12, 30)
                .map(step -> new Point(2.34 + step * 0.0002, 48.88))
                .toList();

        // When
        var course = StreetCourse.of(houses);

        // Then
        double step = course.get(1).longitude() - course.get(0).longitude();
        for (int i = 1; i < course.size(); i++) {
            assertThat(course.get(i).longitude() - course.get(i - 1).longitude())
                    .isCloseTo(step, within(1e-7));
        }
        assertThat(course).doesNotContainAnyElementsOf(houses);
    }

    @Test
    void isNotToldOfFewerThanThreePlacesHoweverManyNumbersTheyHave() {
        // Given
        var one = new Point(2.34, 48.88);
        var thatYearsLater = new Point(2.34002, 48.88001);
        var another = new Point(2.342, 48.88);

        // Then
        assertThat(StreetCourse.of(List.of(one, one, thatYearsLater))).isEmpty();
        assertThat(StreetCourse.of(List.of(one, another, thatYearsLater, another, one)))
                .isEmpty();
        assertThat(StreetCourse.of(houses(2))).isEmpty();
    }

    @Test
    void endsBetweenTwoHousesAlsoWhereTheFirstNumbersHaveOnePlace() {
        // Given
        var houses = houses(5);
        houses.add(0, houses.get(0));

        // Then
        assertThat(StreetCourse.of(houses)).isEqualTo(StreetCourse.of(houses(5)));
    }

    @Test
    void passesByAHouseThatStandsElsewhere() {
        // Given
        var houses = houses(9);
        houses.set(4, new Point(2.36, 48.89));

        // When
        var course = StreetCourse.of(houses);

        // Then
        assertThat(course).isNotEmpty().allSatisfy(point -> assertThat(point.latitude())
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
        assertThat(course.get(course.size() - 1).longitude()).isCloseTo(2.342, within(1e-9));
    }
}
