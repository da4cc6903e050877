package fr.toise.predict.archive;

import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some of many, the newest first.
 *
 * @param total how many there are
 * @param page  from 0
 */
public record Slice<T>(int total, int page, List<T> items) {

    static final int SIZE = 20;

    /** @param page as it was asked for */
    static <K, T> Slice<T> of(List<K> all, String page, Function<List<K>, List<T>> read) {
        if (!page.matches("[0-9]{1,6}")) {
            throw ProblemException.badRequest(
                    "Not as expected: page", List.of(new Violation("page", page, "a whole number from 0")));
        }
        int number = Integer.parseInt(page);
        var some = all.stream().skip((long) number * SIZE).limit(SIZE).collect(Collectors.toList());
        return new Slice<>(all.size(), number, read.apply(some));
    }
}
