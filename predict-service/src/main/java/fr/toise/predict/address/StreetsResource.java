package fr.toise.predict.address;

import fr.toise.predict.live.LiveModel;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import io.quarkus.vertx.http.Compressed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The streets for a map, drawn from the sales: no map of anybody else's has to be asked. */
@Path("/api/v1/streets")
@Produces({StreetsResource.GEO_JSON, MediaType.APPLICATION_JSON})
@Tag(name = "Addresses")
public class StreetsResource {

    static final String GEO_JSON = "application/geo+json";

    private static final String NUMBER = "-?[0-9]{1,4}([.][0-9]{1,20})?";
    private static final int LEAST_METRES = 100;
    private static final int MOST_METRES = 1_000;
    private static final double METRE = 1e5;

    private final LiveModel liveModel;

    StreetsResource(LiveModel liveModel) {
        this.liveModel = liveModel;
    }

    @Schema(description = "A FeatureCollection of GeoJSON (RFC 7946)")
    public record Streets(String type, List<Street> features) {}

    @Schema(name = "StreetFeature")
    public record Street(String type, Properties properties, Line geometry) {}

    @Schema(name = "StreetProperties")
    public record Properties(
            @Schema(description = "As the sales spell it", examples = "RUE TURGOT")
            String name) {}

    @Schema(name = "LineString")
    public record Line(
            String type,

            @Schema(
                    description = "Degrees east and north, from end to end",
                    examples = "[[2.3441, 48.8803], [2.3449, 48.8811]]")
            List<List<Double>> coordinates) {}

    @GET
    @Compressed
    @Operation(
            operationId = "streets",
            summary = "The streets around a place",
            description =
                    "Where streets run, as far as the houses tell in which flats were sold; a street where they stand at"
                            + " fewer than three places is left out. Lines are smoothed, and no house is told by them.")
    @APIResponse(
            responseCode = "200",
            description = "The streets",
            content = @Content(schema = @Schema(implementation = Streets.class)))
    @APIResponse(
            responseCode = "400",
            description = "longitude or latitude is missing, or one of the parameters is out of range",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet: urn:toise:problem:no-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Streets streets(
            @Parameter(
                            description = "Degrees east",
                            example = "2.3455",
                            required = true,
                            schema = @Schema(type = SchemaType.NUMBER))
                    @QueryParam("longitude")
                    String longitude,
            @Parameter(
                            description = "Degrees north",
                            example = "48.8805",
                            required = true,
                            schema = @Schema(type = SchemaType.NUMBER))
                    @QueryParam("latitude")
                    String latitude,
            @Parameter(
                            description = "How far around, 100 to 1000",
                            schema =
                                    @Schema(
                                            type = SchemaType.NUMBER,
                                            minimum = "100",
                                            maximum = "1000",
                                            defaultValue = "500"))
                    @QueryParam("metres")
                    @DefaultValue("500")
                    String metres) {
        var streets = liveModel
                .currentOrProblem()
                .addresses()
                .streets(
                        within("longitude", longitude, -180, 180, "degrees east"),
                        within(
                                "latitude",
                                latitude,
                                -Point.FARTHEST_LATITUDE,
                                Point.FARTHEST_LATITUDE,
                                "degrees north"),
                        (int) within("metres", metres, LEAST_METRES, MOST_METRES, "metres"));
        return new Streets(
                "FeatureCollection",
                streets.stream().map(StreetsResource::feature).toList());
    }

    private static double within(String name, String written, int least, int most, String unit) {
        if (written != null && written.matches(NUMBER)) {
            double value = Double.parseDouble(written);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw ProblemException.badRequest(
                "Not as expected: " + name,
                List.of(new Violation(name, written, unit + ", from " + least + " to " + most)));
    }

    private static Street feature(StreetLine street) {
        return new Street(
                "Feature",
                new Properties(street.name()),
                new Line(
                        "LineString",
                        street.line().stream()
                                .map(point -> List.of(toAMetre(point.longitude()), toAMetre(point.latitude())))
                                .toList()));
    }

    private static double toAMetre(double degrees) {
        return Math.round(degrees * METRE) / METRE;
    }
}
