package fr.toise.service.problem;

import fr.toise.service.problem.Problem.Violation;
import java.util.List;

/** A request that can't be answered as it was asked. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** @param type last word of the problem's type URI, in kebab-case */
    public static ProblemException of(int status, String type, String title, String detail) {
        return of(status, type, title, detail, List.of());
    }

    public static ProblemException of(
            int status, String type, String title, String detail, List<Violation> violations) {
        return new ProblemException(new Problem(Problem.type(type), title, status, detail, violations));
    }

    public static ProblemException badRequest(String detail, List<Violation> violations) {
        return of(400, "bad-request", "The request is not valid", detail, violations);
    }

    public Problem problem() {
        return problem;
    }
}
