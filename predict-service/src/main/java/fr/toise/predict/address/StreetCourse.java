package fr.toise.predict.address;

import java.util.ArrayList;
import java.util.List;

/** Where a street runs, as far as the houses tell in which flats were sold; and no more than that: how many they are, and where, is not to be read off it. */
final class StreetCourse {

    /** Fewer would be told as they are. */
    private static final int FEWEST_PLACES = 3;

    /** Numbers on one parcel have its place, which moves a little from year to year. */
    private static final double ONE_PLACE_METRES = 10;

    /** Odd numbers face even ones: after the first pass the line is in the middle, and after some more it has no kinks. */
    private static final int PASSES = 4;

    /** So many times as long, and so much longer, is the way by a house that stands in another place than its number. */
    private static final double DETOUR = 2;

    private static final double DETOUR_METRES = 100;

    private static final double STEP_METRES = 25;

    private StreetCourse() {}

    /**
     * @param houses in the order of their numbers
     * @return from end to end, at equal steps; empty where they are too few to tell
     */
    static List<Point> of(List<Point> houses) {
        var line = withoutDetours(places(houses));
        if (line.size() < FEWEST_PLACES) {
            return List.of();
        }
        line = smooth(line, line.get(0).towards(line.get(1), 0.5), last(line).towards(line.get(line.size() - 2), 0.5));
        for (int pass = 1; pass < PASSES; pass++) {
            line = smooth(line, line.get(0), last(line));
        }
        return atEqualSteps(line);
    }

    private static List<Point> places(List<Point> houses) {
        var places = new ArrayList<Point>();
        for (var house : houses) {
            if (places.stream().noneMatch(place -> place.metresTo(house) < ONE_PLACE_METRES)) {
                places.add(house);
            }
        }
        return places;
    }

    private static List<Point> withoutDetours(List<Point> houses) {
        var kept = new ArrayList<Point>(houses.size());
        for (int i = 0; i < houses.size(); i++) {
            boolean isEnd = i == 0 || i == houses.size() - 1;
            if (isEnd || !isDetour(houses.get(i - 1), houses.get(i), houses.get(i + 1))) {
                kept.add(houses.get(i));
            }
        }
        return kept;
    }

    private static boolean isDetour(Point before, Point house, Point after) {
        return before.metresTo(house) + house.metresTo(after) > DETOUR * before.metresTo(after) + DETOUR_METRES;
    }

    /** Each point is drawn to the middle of those beside it. */
    private static List<Point> smooth(List<Point> line, Point first, Point last) {
        var smooth = new ArrayList<Point>(line.size());
        smooth.add(first);
        for (int i = 1; i < line.size() - 1; i++) {
            smooth.add(line.get(i).towards(line.get(i - 1).towards(line.get(i + 1), 0.5), 0.5));
        }
        smooth.add(last);
        return smooth;
    }

    /** A smoothed line has a point for each house still, and where houses stand evenly it is the house. */
    private static List<Point> atEqualSteps(List<Point> line) {
        double length = 0;
        for (int i = 1; i < line.size(); i++) {
            length += line.get(i - 1).metresTo(line.get(i));
        }
        int steps = (int) Math.ceil(length / STEP_METRES);
        var at = line.get(0);
        double left = length / steps;
        var points = new ArrayList<>(List.of(at));
        for (var next : line.subList(1, line.size())) {
            while (points.size() < steps && at.metresTo(next) >= left) {
                at = at.towards(next, left / at.metresTo(next));
                points.add(at);
                left = length / steps;
            }
            left -= at.metresTo(next);
            at = next;
        }
        points.add(last(line));
        return points;
    }

    private static Point last(List<Point> line) {
        return line.get(line.size() - 1);
    }
}
