package fr.toise.service.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.storage.Documents;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Makes a {@link Problem} of everything that goes wrong in a request. A client's mistake is not an error of ours and is not logged as one. */
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private static final int TOO_MANY = 429;
    private static final int SECONDS_UNTIL_OTHERS_MAY_BE_DONE = 5;

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return respond(e.problem());
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e) {
        return problem(ProblemException.badRequest(
                "Some fields are not as expected",
                e.getConstraintViolations().stream()
                        .map(violation -> new Violation(field(violation), value(violation), violation.getMessage()))
                        .toList()));
    }

    /** {@code estimate.request.location.latitude} without the method and its parameter. */
    private static String field(ConstraintViolation<?> violation) {
        var parts = violation.getPropertyPath().toString().split("\\.", 3);
        return parts[parts.length - 1];
    }

    private static Object value(ConstraintViolation<?> violation) {
        var value = violation.getInvalidValue();
        return value instanceof Number || value instanceof Boolean || value == null ? value : value.toString();
    }

    @ServerExceptionMapper
    public Response unreadable(JacksonException e) {
        return problem(ProblemException.badRequest("The body can't be read", List.of(JsonViolation.of(e))));
    }

    /** Quarkus answers it with nothing but a status where nobody does. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException e) {
        return unreadable(e);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException e) {
        // Quarkus hides what was wrong with a body behind this
        if (e.getCause() instanceof JacksonException cause) {
            return unreadable(cause);
        }
        // and what went wrong while a body was answered as it came
        if (e.getCause() instanceof IOException cause) {
            return gone(cause);
        }
        var status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        return respond(new Problem(
                "about:blank", e.getResponse().getStatusInfo().getReasonPhrase(), status, e.getMessage(), List.of()));
    }

    /** Nobody has said who asks, or it is not who it should be. */
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unknown(SecurityException e) {
        var response = respond(new Problem(
                "about:blank",
                "Unauthorized",
                401,
                "This needs the name and the password of the operator.",
                List.of()));
        return Response.fromResponse(response)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"toise\"")
                .build();
    }

    /** Not an answer of the store that is wrong, but none. */
    @ServerExceptionMapper
    public Response unreachable(SdkClientException e) {
        LOG.warnf("The object store can't be reached: %s", e.getMessage());
        return problem(ProblemException.of(
                503, "store-unreachable", "The object store can't be reached", "Try again when it is back."));
    }

    /** Nothing goes on until somebody has mended it, so it is named. */
    @ServerExceptionMapper
    public Response broken(UncheckedIOException e) {
        if (!Documents.isBroken(e)) {
            return failed(e);
        }
        LOG.error("A request needs a document that can't be read", e);
        return problem(ProblemException.of(
                500,
                "document-broken",
                "A document in the object store can't be read",
                e.getMessage() + ": mend the object or remove it"));
    }

    /** Only bodies and answers are read and written as streams while a request is answered: who sent or read them has gone, or paused too long. */
    @ServerExceptionMapper
    public Response gone(IOException e) {
        LOG.debug("A connection ended before its request did", e);
        return respond(new Problem(
                "about:blank", "The connection ended", 400, "The body did not come to its end.", List.of()));
    }

    @ServerExceptionMapper
    public Response failed(Exception e) {
        LOG.error("A request failed", e);
        return respond(new Problem(
                "about:blank",
                "Internal error",
                500,
                "Something went wrong on our side; it is in the log.",
                List.of()));
    }

    private static Response respond(Problem problem) {
        var response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == TOO_MANY) {
            response.header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_OTHERS_MAY_BE_DONE);
        }
        return response.build();
    }
}
