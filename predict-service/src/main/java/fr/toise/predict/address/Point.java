package fr.toise.predict.address;

/** Degrees, in WGS 84. */
public record Point(double longitude, double latitude) {

    /** Beyond, a degree of longitude is too short to look for anything by it. */
    public static final int FARTHEST_LATITUDE = 85;

    static final double METRES_PER_DEGREE = 111_195;

    /** As the crow flies, of places that are near each other. */
    public double metresTo(Point other) {
        double north = (other.latitude - latitude) * METRES_PER_DEGREE;
        double east = (other.longitude - longitude) * METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        return Math.hypot(north, east);
    }

    Point towards(Point other, double share) {
        return new Point(
                longitude + share * (other.longitude - longitude), latitude + share * (other.latitude - latitude));
    }
}
